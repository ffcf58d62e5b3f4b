// SPDX-License-Identifier: MIT
// What tests of the Max objects share: an object that is freed, and what the host heard of it.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>

#include "max/max_host.h"
#include "support/engine_phrase.h"
#include "support/peak.h"

namespace partials::test {

class InMax : public testing::Test {
 protected:
  void SetUp() override {
    host.take_console();
    host.take_told();
  }
  void TearDown() override {
    for (void* object : objects_) host.free(object);
  }
  void* make(const std::string& text) {
    void* object = host.make(text);
    EXPECT_NE(object, nullptr) << text;
    if (object) objects_.push_back(object);
    return object;
  }
  // An object whose model is ready.
  void* ready(const std::string& text) {
    void* object = make(text);
    if (object) host.send(object, "wait");
    return object;
  }
  static bool holds(const std::vector<std::string>& lines, const std::string& text) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(text) != std::string::npos; });
  }
  static std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    return all;
  }
  // At this time after now.
  void later(double ms, void* object, const std::string& text) { host.at(host.now_ms() + ms, object, text); }

  MaxHost& host = MaxHost::the();

 private:
  std::vector<void*> objects_;
};

}  // namespace partials::test
