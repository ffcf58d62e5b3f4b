// SPDX-License-Identifier: MIT
#include "web_server.h"

#include <httplib.h>

#include <thread>

#include "base/printable.h"
#include "body/local_http.h"
#include "body/page_files.h"
#include "system/file.h"
#include "system/paths.h"

namespace partials::web {
namespace {

using httplib::Request;
using httplib::Response;

constexpr uint64_t kLargest = 64 << 20;  // bytes of a page
constexpr int kThreads = 8;
// What the page's own policy says, and what it says where there is a server for MediaPipe's files.
constexpr std::string_view kAlone = "default-src 'none'; script-src 'unsafe-inline'",
                           kServed =
                               "default-src 'none'; connect-src 'self'; script-src 'self' 'unsafe-inline'";
constexpr std::string_view kBegin = "<html lang=\"en\"", kWithPose = "<html lang=\"en\" data-mediapipe";

bool replace(std::string& text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return at != std::string::npos;
}

}  // namespace

std::string page_file() {
  const std::string folder = folder_of(own_file());
  for (const char* place : {"/web/partials.html", "/../share/partials/web/partials.html"})
    if (is_file(folder + place)) return folder + place;
  return {};
}

struct WebServer::Inside {
  std::string page, mediapipe;
  int port = 0;
  httplib::Server http;
  std::thread listener;
  std::atomic<bool> ended{false};

  ~Inside() {
    http.stop();
    if (listener.joinable()) listener.join();
  }

  void route() {
    // a provider's content is sent as it is; set_content() would compress it for seconds
    http.Get("/", [this](const Request&, Response& to) {
      to.set_content_provider(page.size(), "text/html; charset=utf-8",
                              [this](size_t from, size_t size, httplib::DataSink& sink) {
                                return sink.write(page.data() + from, size);
                              });
    });
    http.Get("/mediapipe/([A-Za-z0-9_.]+)", [this](const Request& from, Response& to) {
      auto file = body::read_mediapipe(mediapipe, from.matches[1]);
      if (!file) {
        to.status = 404;
        return to.set_content(file.error().text, "text/plain");
      }
      to.set_content(std::move(file).value(), std::string(body::mime_type_of(from.matches[1].str())));
    });
    http.set_default_headers({{"Cache-Control", "no-store"},
                              {"X-Content-Type-Options", "nosniff"},
                              {"Referrer-Policy", "no-referrer"}});
  }

  Result<void> listen(int wanted) {
    http.set_write_timeout(2);  // s; a browser that takes nothing must not hold up the end
    const auto bound = body::bind_here(http, wanted, kThreads);
    if (!bound) return bound.error();
    port = bound.value();
    route();
    listener = std::thread([this] {
      http.listen_after_bind();
      ended = true;
    });
    while (!http.is_running() && !ended) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return {};
  }
};

WebServer::WebServer(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
WebServer::~WebServer() = default;
std::string WebServer::address() const { return "http://127.0.0.1:" + std::to_string(inside_->port) + "/"; }

Result<std::unique_ptr<WebServer>> WebServer::start(const ServeOptions& options) {
  auto page = read_file(options.page, kLargest);
  if (!page) return page.error();
  auto inside = std::make_unique<Inside>();
  inside->page = std::move(page).value();
  inside->mediapipe = options.mediapipe.empty() ? body::mediapipe_folder() : options.mediapipe;
  if (!replace(inside->page, kAlone, kServed))
    return Error{"'" + printable(options.page) + "' is no page of Partials; make one with: tools/page",
                 ErrorCode::unsupported};
  if (body::has_mediapipe(inside->mediapipe)) replace(inside->page, kBegin, kWithPose);
  if (auto listening = inside->listen(options.port); !listening) return listening.error();
  return std::unique_ptr<WebServer>(new WebServer(std::move(inside)));
}

}  // namespace partials::web
