// SPDX-License-Identifier: MIT
// A session as the page shows and commands it (docs/body.md, "The page").
#pragma once
#include <string>

#include "body/map_session.h"
#include "body/page_source.h"

namespace partials::body {

class SessionPage final : public PageSource {
 public:
  // save: writes the model somewhere; an Error or the sentence that says where.
  SessionPage(MapSession& session, std::string title, std::function<Result<std::string>()> save)
      : session_(session), title_(std::move(title)), save_(std::move(save)) {}

  nlohmann::json description() override;
  nlohmann::json state() override;
  Result<nlohmann::json> command(const nlohmann::json& command) override;
  void camera(std::span<const float> xyz_visibility, double time_s) override;

 private:
  MapSession& session_;
  std::string title_, message_;
  std::function<Result<std::string>()> save_;
};

}  // namespace partials::body
