// SPDX-License-Identifier: MIT
// Guards against: a server that answers the whole network, or is incompatible with other implementations.
// liblo, if installed, is the client.
#include "osc_server/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "families/families.h"
#include "osc_server/desk.h"
#include "support/tiny_model.h"
#ifdef PARTIALS_HAS_LIBLO
#include <lo/lo.h>
#endif

namespace partials::osc {
namespace {

// A socket that sends to the server and hears its answers.
struct Client {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in to{};
  explicit Client(int port) {
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval wait{2, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  }
  ~Client() { close(fd); }
  void send(std::string_view b) {
    (void)sendto(fd, b.data(), b.size(), 0, reinterpret_cast<sockaddr*>(&to), sizeof to);
  }
  std::string hear() {
    char b[2000];
    const ssize_t n = recv(fd, b, sizeof b, 0);
    return n > 0 ? std::string(b, static_cast<size_t>(n)) : "";
  }
};

TEST(Osc, AServerAnswersAndTellsItsSubscribers) {
  Engine engine(PlayerKind::instrument, sound_maker());
  EventRing ring;
  Server server(engine, ring);
  ASSERT_TRUE(server.start("127.0.0.1", 0));
  Client client(server.port());
  client.send("rubbish that is no OSC");
  client.send(Writer("/partials/ping").bytes());
  Message m;
  std::string answer = client.hear();
  ASSERT_TRUE(read_message(answer, m));
  EXPECT_EQ(m.address, "/partials/pong");
  EXPECT_EQ(server.refused(), 1);
  client.send(Writer("/partials/param/output").add(-7).bytes());
  client.send(Writer("/partials/state").add(1).bytes());
  std::set<std::string> told;
  for (int i = 0; i < 4 + kParameterCount; ++i) {
    answer = client.hear();
    ASSERT_TRUE(read_message(answer, m));
    told.insert(std::string(m.address));
    if (m.address == "/partials/param/output") {
      EXPECT_EQ(m.arguments[0].number, -7);
    }
  }
  for (const char* wanted : {"/partials/state/pitch", "/partials/state/loudness", "/partials/state/level",
                             "/partials/state/voices", "/partials/param/macro16"})
    EXPECT_TRUE(told.count(wanted)) << wanted;
  EXPECT_FALSE(Server(engine, ring).start("127.0.0.1", server.port())) << "the port is taken";
  EXPECT_FALSE(Server(engine, ring).start("not an address", 0));
}

#ifdef PARTIALS_HAS_LIBLO
TEST(Osc, AnotherLibraryIsUnderstoodAndUnderstandsUs) {
  lo_message sent = lo_message_new();
  lo_message_add_int32(sent, 3);
  lo_message_add_double(sent, 60.5);
  lo_message_add_string(sent, "text");
  lo_message_add_true(sent);
  lo_message_add_float(sent, 0.25f);
  size_t size = 0;
  void* bytes = lo_message_serialise(sent, "/partials/note/on", nullptr, &size);
  Message m;
  ASSERT_TRUE(read_message({static_cast<char*>(bytes), size}, m));
  EXPECT_EQ(m.address, "/partials/note/on");
  ASSERT_EQ(m.n, 5u);
  EXPECT_EQ(m.arguments[0].number, 3);
  EXPECT_EQ(m.arguments[1].number, 60.5);
  EXPECT_EQ(m.arguments[2].text, "text");
  EXPECT_EQ(m.arguments[3].number, 1);
  EXPECT_EQ(m.arguments[4].number, 0.25);
  free(bytes);
  lo_message_free(sent);

  std::string ours(Writer("/partials/pong").add(5).add(-0.5f).add(std::string_view("four")).bytes());
  int failed = 0;
  lo_message heard = lo_message_deserialise(ours.data(), ours.size(), &failed);
  ASSERT_NE(heard, nullptr) << failed;
  EXPECT_STREQ(lo_message_get_types(heard), "ifs");
  // liblo's arguments, and the list of them, lie at any address.
  const auto copy = [&](size_t i, void* to, size_t bytes) {
    const void* argument;
    std::memcpy(&argument, reinterpret_cast<const char*>(lo_message_get_argv(heard)) + i * sizeof argument,
                sizeof argument);
    std::memcpy(to, argument, bytes);
  };
  int32_t whole;
  float number;
  char text[5];
  copy(0, &whole, sizeof whole);
  copy(1, &number, sizeof number);
  copy(2, text, sizeof text);
  EXPECT_EQ(whole, 5);
  EXPECT_EQ(number, -0.5f);
  EXPECT_STREQ(text, "four");
  lo_message_free(heard);
}
#endif

}  // namespace
}  // namespace partials::osc
