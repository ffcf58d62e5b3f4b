// SPDX-License-Identifier: MIT
#include "body/page_server.h"

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "base/printable.h"
#include "body/local_http.h"
#include "body/page_files.h"
#include "body/page_guard.h"
#include "body/page_protocol.h"

namespace partials::body {
namespace {

using Json = nlohmann::json;
using httplib::Request;
using httplib::Response;
using Clock = std::chrono::steady_clock;

constexpr auto kStatePeriod = std::chrono::microseconds(33334);  // at most 30 states a second
constexpr int kMostStreams = 6;                                  // each holds a thread
constexpr int kThreads = kMostStreams + 8;
constexpr const char* kJson = "application/json";

// Nothing but this server's own files, no frames, no address told to others. WebAssembly is MediaPipe's.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string text_of(const Json& j) { return j.dump(-1, ' ', false, Json::error_handler_t::replace); }

void answer_error(Response& to, int status, std::string_view sentence) {
  to.status = status;
  to.set_content(text_of({{"error", sentence}}), kJson);
}

}  // namespace

struct PageServer::Inside {
  PageSource& source;
  std::string mediapipe, token = random_token();
  int port = 0;
  httplib::Server http;
  std::mutex asking;  // the source, by one thread at a time
  std::atomic<int> streams{0};
  std::atomic<bool> ending{false}, ended{false};
  std::thread listener;

  Inside(PageSource& s, std::string folder) : source(s), mediapipe(std::move(folder)) {}
  ~Inside() {
    ending = true;
    http.stop();
    if (listener.joinable()) listener.join();
  }

  Json description() {
    std::lock_guard lock(asking);
    Json d = source.description();
    d["camera"] = has_mediapipe(mediapipe);
    return d;
  }
  std::string state() {
    std::lock_guard lock(asking);
    return "data: " + text_of(source.state()) + "\n\n";
  }

  void guard();
  void route();
  void stream(Response& to);
  bool stream_one(httplib::DataSink& sink);
  void take_command(const Request& from, Response& to);
  void take_camera(const Request& from, Response& to);
  void send_mediapipe(const std::string& name, Response& to);
  Result<void> listen(int wanted);
};

void PageServer::Inside::guard() {
  http.set_default_headers({{"Content-Security-Policy", kPolicy},
                            {"Cross-Origin-Resource-Policy", "same-origin"},
                            {"X-Content-Type-Options", "nosniff"},
                            {"Referrer-Policy", "no-referrer"},
                            {"Cache-Control", "no-store"}});
  http.set_payload_max_length(kMostPosted);
  http.set_pre_routing_handler([this](const Request& from, Response& to) {
    const std::string host = from.get_header_value("Host"), origin = from.get_header_value("Origin"),
                      site = from.get_header_value("Sec-Fetch-Site");
    const std::string_view why = why_refused({host, origin, site, from.path}, port, token);
    if (why.empty()) return httplib::Server::HandlerResponse::Unhandled;
    answer_error(to, 403, why);
    return httplib::Server::HandlerResponse::Handled;
  });
  http.set_error_handler([](const Request&, Response& to) {
    if (to.body.empty())
      answer_error(to, to.status,
                   to.status == 413 ? "At most 16 KiB may be posted." : "There is no such page.");
  });
  http.set_exception_handler([](const Request&, Response& to, std::exception_ptr) {
    answer_error(to, 500, "The program failed to answer; see the terminal that it runs in.");
  });
}

void PageServer::Inside::route() {
  const std::string root = "/" + token + "/";
  http.Get(root + "description",
           [this](const Request&, Response& to) { to.set_content(text_of(description()), kJson); });
  http.Get(root + "events", [this](const Request&, Response& to) { stream(to); });
  http.Post(root + "command", [this](const Request& from, Response& to) { take_command(from, to); });
  http.Post(root + "camera", [this](const Request& from, Response& to) { take_camera(from, to); });
  http.Get(root + "mediapipe/([A-Za-z0-9_.]+)",
           [this](const Request& from, Response& to) { send_mediapipe(from.matches[1], to); });
  http.Get(root + "([a-z_]*(?:\\.[a-z]+)?)", [](const Request& from, Response& to) {
    const std::string name = from.matches[1];
    const PageFile* file = find_page_file(name.empty() ? "index.html" : name);
    if (!file) return answer_error(to, 404, "There is no such page.");
    to.set_content(file->contents.data(), file->contents.size(), std::string(file->type));
  });
}

void PageServer::Inside::stream(Response& to) {
  if (streams.fetch_add(1) >= kMostStreams) {
    --streams;
    return answer_error(to, 503, "The page is open in too many windows; close some of them.");
  }
  to.set_chunked_content_provider(
      "text/event-stream", [this](size_t, httplib::DataSink& sink) { return stream_one(sink); },
      [this](bool) { --streams; });
}

// One state, then the rest of its period.
bool PageServer::Inside::stream_one(httplib::DataSink& sink) {
  const auto due = Clock::now() + kStatePeriod;
  if (ending) {
    sink.done();
    return true;
  }
  const std::string event = state();
  if (!sink.is_writable() || !sink.write(event.data(), event.size())) return false;
  std::this_thread::sleep_until(due);
  return true;
}

void PageServer::Inside::take_command(const Request& from, Response& to) {
  const auto command = read_command(from.body);
  if (!command) return answer_error(to, 400, command.error().text);
  std::lock_guard lock(asking);
  const auto done = source.command(command.value());
  if (!done) return answer_error(to, 409, done.error().text);
  to.set_content(text_of(done.value()), kJson);
}

void PageServer::Inside::take_camera(const Request& from, Response& to) {
  const auto landmarks = read_landmarks(from.body);
  if (!landmarks) return answer_error(to, 400, landmarks.error().text);
  std::lock_guard lock(asking);
  source.camera(landmarks.value().xyz_visibility, landmarks.value().time_s);
  to.status = 204;
}

void PageServer::Inside::send_mediapipe(const std::string& name, Response& to) {
  auto file = read_mediapipe(mediapipe, name);
  if (!file) return answer_error(to, 404, file.error().text);
  to.set_content(std::move(file).value(), std::string(mime_type_of(name)));
}

Result<void> PageServer::Inside::listen(int wanted) {
  const auto bound = bind_here(http, wanted, kThreads);
  if (!bound) return bound.error();
  port = bound.value();
  guard();
  route();
  listener = std::thread([this] {
    http.listen_after_bind();
    ended = true;
  });
  while (!http.is_running() && !ended) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return {};
}

PageServer::PageServer(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
PageServer::~PageServer() = default;
int PageServer::port() const noexcept { return inside_->port; }
std::string PageServer::address() const {
  return "http://127.0.0.1:" + std::to_string(inside_->port) + "/" + inside_->token + "/";
}

Result<std::unique_ptr<PageServer>> PageServer::start(PageSource& source, const PageOptions& options) {
  if (!options.mediapipe.empty() && !has_mediapipe(options.mediapipe))
    return Error{
        "'" + printable(options.mediapipe) +
            "' holds no pose.js; name the folder of npm's @mediapipe/pose (tools/get_data pose FOLDER).",
        ErrorCode::missing};
  auto inside =
      std::make_unique<Inside>(source, options.mediapipe.empty() ? mediapipe_folder() : options.mediapipe);
  if (const auto listening = inside->listen(options.port); !listening) return listening.error();
  return std::unique_ptr<PageServer>(new PageServer(std::move(inside)));
}

}  // namespace partials::body
