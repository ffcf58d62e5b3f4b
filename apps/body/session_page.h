// SPDX-License-Identifier: MIT
// A session as the page shows and commands it (docs/body.md, "The page").
#pragma once
#include <atomic>
#include <string>
#include <vector>

#include "body/map_session.h"
#include "body/page_source.h"

namespace partials::body {

// A take that plays in place of a sender; the page may hold it.
struct TakeControl {
  std::string name;
  std::atomic<bool> playing{true};
};

class SessionPage final : public PageSource {
 public:
  // save: writes the model somewhere; an Error or the sentence that says where. take: may be null.
  SessionPage(MapSession& session, std::string title, std::function<Result<std::string>()> save,
              TakeControl* take = nullptr)
      : session_(session), title_(std::move(title)), save_(std::move(save)), take_(take) {}

  nlohmann::json description() override;
  nlohmann::json state() override;
  Result<nlohmann::json> command(const nlohmann::json& command) override;
  void camera(std::span<const float> xyz_visibility, double time_s) override;

 private:
  Result<void> choose(const nlohmann::json& command);
  Result<void> call_cue(size_t index);
  Result<void> hold_take(bool playing);

  MapSession& session_;
  std::string title_, message_;
  std::function<Result<std::string>()> save_;
  TakeControl* take_;
  std::vector<std::string> classes_;  // as the page was told
  int revision_ = 0;
};

}  // namespace partials::body
