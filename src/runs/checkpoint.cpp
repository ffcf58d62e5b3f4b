// SPDX-License-Identifier: MIT
#include "runs/checkpoint.h"

#include <cstring>
#include <nlohmann/json.hpp>

#include "report/json_values.h"

namespace partials {

using nlohmann::json;

std::string bytes_of(const Checkpoint& c) {
  json j{{"spent_s", c.spent_s},
         {"best_value", c.best_value},
         {"last_value", c.last_value},
         {"last_loss", c.last_loss},
         {"loss_sum", c.loss_sum},
         {"loss_n", c.loss_n},
         {"validation_due", c.validation_due}};
  j["trainer"] = json::binary({c.trainer.begin(), c.trainer.end()});
  const auto* best = reinterpret_cast<const uint8_t*>(c.best.data());
  j["best"] = json::binary({best, best + c.best.size() * sizeof(float)});
  std::string bytes;
  bytes.reserve(c.trainer.size() + c.best.size() * sizeof(float) + 1024);
  json::to_cbor(j, bytes);
  return bytes;
}

Result<Checkpoint> checkpoint_from(const std::string& bytes) {
  const json j = json::from_cbor(bytes, true, false);
  if (!j.is_object()) return Error{"it is cut off or is not a checkpoint"};
  for (const char* key : {"trainer", "best"})
    if (!j.contains(key) || !j[key].is_binary()) return Error{std::string("it has no '") + key + "'"};
  const auto &trainer = j["trainer"].get_binary(), &best = j["best"].get_binary();
  if (best.size() % sizeof(float)) return Error{"its weights are cut off"};
  Checkpoint c;
  c.trainer.assign(trainer.begin(), trainer.end());
  c.best.resize(best.size() / sizeof(float));
  if (!best.empty()) std::memcpy(c.best.data(), best.data(), best.size());
  c.best_value = number_in(j, "best_value");
  c.last_value = number_in(j, "last_value");
  c.spent_s = number_in(j, "spent_s");
  c.last_loss = number_in(j, "last_loss");
  c.loss_sum = number_in(j, "loss_sum");
  c.loss_n = static_cast<int>(whole_in(j, "loss_n"));
  c.validation_due = flag_in(j, "validation_due");
  return c;
}

}  // namespace partials
