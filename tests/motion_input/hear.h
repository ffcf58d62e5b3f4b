// SPDX-License-Identifier: MIT
// A receiver whose channels are read by name, for the tests of this folder.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "families/motion/receiver.h"
#include "support/osc_bytes.h"

namespace partials::motion {

struct Hear {
  Receiver receiver;
  double now_s = 1;
  explicit Hear(const InputSettings& settings = {}) : receiver(settings) {}
  void send(const std::string& packet) { receiver.take(packet, now_s); }
  const Body::Channel& channel(std::string_view name) const {
    static const Body::Channel none;
    const int i = receiver.body().find(name);
    EXPECT_GE(i, 0) << "there is no channel " << name;
    return i < 0 ? none : receiver.body()[static_cast<size_t>(i)];
  }
  float operator[](std::string_view name) const { return channel(name).value; }
  uint64_t of(std::string_view sender) const {
    for (size_t i = 0; i < all_senders().size(); ++i)
      if (all_senders()[i]->id == sender) return receiver.counts().of_sender[i];
    return 0;
  }
};

}  // namespace partials::motion
