// SPDX-License-Identifier: MIT
// Guards against: another page or program that commands the body through the browser, files read from outside
// the folder, posts without bound, a server that does not end, a page that asks for files that are not
// compiled in.
#include "body/page_server.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <regex>

#include "body/page_files.h"
#include "body/page_guard.h"
#include "body/page_protocol.h"
#include "body_page/page_source.h"

namespace partials::body {
namespace {

using Json = nlohmann::json;

struct Served {
  std::mutex lock;
  std::vector<Json> told;
  WalkingSource source;
  std::unique_ptr<PageServer> server;
  httplib::Client client;
  std::string root;

  explicit Served(const std::string& mediapipe = "")
      : source(settings()),
        server(std::move(PageServer::start(source, {0, mediapipe})).value()),
        client("127.0.0.1", server->port()),
        root(server->address().substr(server->address().find('/', 8))) {}

  WalkingSource::Settings settings() {
    WalkingSource::Settings s;
    s.told = [this](const Json& j) {
      std::lock_guard held(lock);
      told.push_back(j);
    };
    return s;
  }
  httplib::Result post(const std::string& body, const httplib::Headers& headers = {}) {
    return client.Post(root + "command", headers, body, "application/json");
  }
};

TEST(PageServer, AnswersWithDescriptionAndPage) {
  Served s;
  const auto page = s.client.Get(s.root);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_NE(page->get_header_value("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
  const auto description = s.client.Get(s.root + "description");
  ASSERT_TRUE(description);
  const Json d = Json::parse(description->body);
  EXPECT_EQ(d["joints"].size(), 18u);
  EXPECT_TRUE(d["camera"].is_boolean());
}

// Every file that the page and its modules name is compiled in.
TEST(PageServer, HasEveryFileThatThePageNames) {
  std::vector<std::string> open = {"index.html"}, seen;
  const std::regex named(R"re((?:src|href)="([a-z_]+\.[a-z]+)"|from '\./([a-z_]+\.js)')re");
  while (!open.empty()) {
    const std::string name = open.back();
    open.pop_back();
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
    seen.push_back(name);
    const PageFile* file = find_page_file(name);
    ASSERT_TRUE(file) << name;
    const std::string text(file->contents);
    EXPECT_NE(text.find("SPDX-License-Identifier: MIT"), std::string::npos) << name;
    EXPECT_EQ(text.find("https://"), std::string::npos) << name << " names an address outside";
    for (std::sregex_iterator m(text.begin(), text.end(), named), end; m != end; ++m)
      open.push_back((*m)[1].matched ? (*m)[1] : (*m)[2]);
  }
  EXPECT_GT(seen.size(), 10u);
}

TEST(PageServer, RefusesOtherPagesAndOtherNames) {
  Served s;
  const std::string body = R"({"do":"train"})", own = "127.0.0.1:" + std::to_string(s.server->port());
  EXPECT_EQ(s.post(body, {{"Origin", "http://evil.example"}})->status, 403);
  EXPECT_EQ(s.post(body, {{"Origin", "null"}})->status, 403);
  EXPECT_EQ(s.post(body, {{"Origin", "http://127.0.0.1:1"}})->status, 403);
  EXPECT_EQ(s.post(body, {{"Host", "evil.example:" + std::to_string(s.server->port())}})->status, 403);
  EXPECT_EQ(s.post(body, {{"Sec-Fetch-Site", "cross-site"}})->status, 403);
  EXPECT_EQ(s.client.Post("/command", body, "application/json")->status, 403);
  EXPECT_EQ(s.client.Get("/00000000000000000000000000000000/description")->status, 403);
  EXPECT_EQ(s.client.Get("/")->status, 403);
  EXPECT_TRUE(s.told.empty());
  EXPECT_EQ(s.post(R"({"do":"calibrate"})", {{"Origin", "http://" + own}})->status, 200);
  ASSERT_EQ(s.told.size(), 1u);
}

TEST(PageServer, ListensOnThisMachineOnly) {
  Served s;
  std::ifstream tcp("/proc/net/tcp");
  if (!tcp) GTEST_SKIP() << "this system has no /proc/net/tcp";
  char port[8];
  std::snprintf(port, sizeof port, ":%04X", static_cast<unsigned>(s.server->port()));
  std::stringstream all;
  all << tcp.rdbuf();
  EXPECT_NE(all.str().find(std::string("0100007F") + port + " 00000000:0000 0A"), std::string::npos);
  EXPECT_EQ(all.str().find(std::string("00000000") + port + " 00000000:0000 0A"), std::string::npos);
}

TEST(PageServer, TellsWhyACommandIsRefused) {
  Served s;
  const auto refused = s.post(R"({"do":"train"})");  // by the source: there are no examples
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 409);
  EXPECT_NE(Json::parse(refused->body)["error"].get<std::string>().find("no example"), std::string::npos);
  EXPECT_EQ(s.post(std::string(kMostPosted + 1, ' '))->status, 413);
  EXPECT_EQ(s.post("{")->status, 400);
}

TEST(PageServer, StreamsStates) {
  Served s;
  std::string got;
  const auto begin = std::chrono::steady_clock::now();
  s.client.Get(s.root + "events", [&](const char* data, size_t n) {
    got.append(data, n);
    return std::count(got.begin(), got.end(), '\n') < 40;  // two a state
  });
  const double span_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  EXPECT_GT(span_s, 18 / 31.0) << "more than 30 states a second";
  const Json first = Json::parse(got.substr(6, got.find("\n\n") - 6));
  EXPECT_EQ(first["mode"], "idle");
  EXPECT_EQ(first["joints"].size(), 18u);
}

TEST(PageServer, EndsWhileAPageListens) {
  auto s = std::make_unique<Served>();
  std::atomic<bool> heard{false};
  std::thread page([port = s->server->port(), root = s->root, &heard] {
    httplib::Client client("127.0.0.1", port);
    client.Get(root + "events", [&](const char*, size_t) { return heard = true; });
  });
  while (!heard) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto begin = std::chrono::steady_clock::now();
  s->server.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  page.join();
}

TEST(PageServer, TakesLandmarks) {
  Served s;
  Json good = {{"time_s", 1.5}, {"landmarks", std::vector<double>(132, 0.25)}};
  EXPECT_EQ(s.client.Post(s.root + "camera", good.dump(), "application/json")->status, 204);
  ASSERT_EQ(s.told.size(), 1u);
  EXPECT_EQ(s.told[0]["camera"]["landmarks"].size(), 132u);
  good["landmarks"].push_back(1);
  EXPECT_EQ(s.client.Post(s.root + "camera", good.dump(), "application/json")->status, 400);
}

TEST(PageServer, ServesTheFolderOfMediapipeAndNothingBesideIt) {
  const auto folder = std::filesystem::temp_directory_path() / ("partials_page_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "pose");
  std::ofstream(folder / "pose/pose.js") << "pose";
  std::ofstream(folder / "secret") << "secret";
  {
    Served s((folder / "pose").string());
    EXPECT_EQ(s.client.Get(s.root + "mediapipe/pose.js")->body, "pose");
    for (const char* path : {"../secret", "..%2Fsecret", "%2e%2e/secret", ".hidden", "", "absent.js"})
      EXPECT_EQ(s.client.Get(s.root + "mediapipe/" + path)->status, 404) << path;
  }
  WalkingSource source({});
  const auto refused = PageServer::start(source, {0, folder.string()});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text.find("tools/get_data pose"), std::string::npos);
  std::filesystem::remove_all(folder);
}

TEST(PageServer, SaysThatAPortIsTaken) {
  Served s;
  const auto second = PageServer::start(s.source, {s.server->port(), ""});
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().text.find(std::to_string(s.server->port())), std::string::npos);
}

TEST(PageGuard, TokensDiffer) {
  const std::string a = random_token();
  EXPECT_EQ(a.size(), 32u);
  EXPECT_NE(a, random_token());
  EXPECT_EQ(why_refused({"localhost:80", "", "", "/" + a + "/"}, 80, a), "");
  EXPECT_NE(why_refused({"localhost:80", "", "", "/" + a}, 80, a), "");
}

TEST(PageProtocol, ChecksCommands) {
  for (const char* good :
       {R"({"do":"run"})", R"({"do":"mute","id":3})", R"({"do":"set_output","index":0,"value":-1.5})",
        R"({"do":"set_class","name":"Größe"})", R"({"do":"set_class","index":1})"})
    EXPECT_TRUE(read_command(good)) << good;
  for (const char* bad :
       {"", "[]", "1", R"({"do":"fly"})", R"({"do":"mute"})", R"({"do":"mute","id":1.5})",
        R"({"do":"mute","id":-1})", R"({"do":"set_output","index":0})",
        R"({"do":"set_output","index":0,"value":"1"})", R"({"do":"set_class"})", R"({"do":"run","more":1})",
        R"({"do":["run"]})", "{\"do\":\"set_class\",\"name\":\"a\\u0007\"}",
        R"({"do":"set_class","name":""})", R"({"do":"mute","id":{"a":{}}})", R"({"do":"mute","id":1e999})"}) {
    const auto refused = read_command(bad);
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().text.rfind("The posted command ", 0), 0u);
  }
  EXPECT_FALSE(read_command("{\"do\":\"set_class\",\"name\":\"" + std::string(100, 'a') + "\"}"));
  const std::string deep(8000, '[');
  EXPECT_FALSE(read_command("{\"do\":\"run\",\"id\":" + deep + std::string(8000, ']') + "}"));
  EXPECT_FALSE(read_command(deep));
}

TEST(PageProtocol, ChecksLandmarks) {
  Json j = {{"time_s", 1}, {"landmarks", std::vector<double>(132, 1)}};
  EXPECT_TRUE(read_landmarks(j.dump()));
  j["landmarks"][5] = "x";
  EXPECT_FALSE(read_landmarks(j.dump()));
  j["landmarks"][5] = nullptr;
  EXPECT_FALSE(read_landmarks(j.dump()));
  j["landmarks"][5] = 1e9;
  EXPECT_FALSE(read_landmarks(j.dump()));
  j["landmarks"][5] = Json::array({1});
  EXPECT_FALSE(read_landmarks(j.dump()));
}

}  // namespace
}  // namespace partials::body
