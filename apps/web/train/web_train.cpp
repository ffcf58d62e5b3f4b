// SPDX-License-Identifier: MIT
#include "web_train.h"

#include <memory>
#include <new>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/clocks.h"
#include "base/need.h"
#include "families/instrument/train/instrument_task.h"
#include "families/model_loading.h"
#include "report/json_values.h"
#include "training/training_loop.h"

namespace partials {
namespace {

using nlohmann::json;

struct Training {
  TrainOptions options;
  std::unique_ptr<TrainingLoop> loop;
};

struct Session {
  std::vector<GivenRecording> recordings;
  std::unique_ptr<Training> training;
  std::vector<char> room;
  std::string text, model, error;
};

Session& session() {
  static Session s;
  return s;
}

// Calls what may throw; the sentence of what it threw is train_error(), and the answer is `failed`.
template <class T, class Work>
T guarded(T failed, const Work& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    session().error = "there is not enough memory for this; close other pages, or use fewer recordings.";
  } catch (const std::exception& e) {
    session().error = e.what();
  }
  return failed;
}

const char* said(const json& j) {
  session().text = j.dump(-1, ' ', false, json::error_handler_t::replace);
  return session().text.c_str();
}

TrainingLoop& loop() {
  if (!session().training) throw std::runtime_error("no training was begun.");
  return *session().training->loop;
}

TrainOptions options_of(const json& j) {
  TrainOptions o;
  o.threads = 1;
  o.preset = text_in(j, "preset", kAutoPreset);
  o.seed = static_cast<uint64_t>(whole_in(j, "seed", 1));
  o.steps = whole_in(j, "steps");
  o.minutes = number_in(j, "minutes", o.minutes);
  o.name = text_in(j, "name", "My instrument");
  o.author = text_in(j, "author");
  o.licence = text_in(j, "licence");
  o.consent = text_in(j, "consent");
  o.description = text_in(j, "description");
  return o;
}

json number_or_null(const std::optional<double>& value) { return value ? json(*value) : json(nullptr); }

void begin(const json& wanted) {
  Session& s = session();
  auto made = std::make_unique<Training>();
  made->options = options_of(wanted);
  made->options.given = s.recordings;
  made->loop = std::make_unique<TrainingLoop>(made->options);
  made->loop->task = prepare_instrument(made->options, train_listening);
  made->loop->trainer.emplace(need(made->loop->task.trainer()));
  made->options.given.clear();
  s.training = std::move(made);
}

}  // namespace
}  // namespace partials

using namespace partials;

void* train_room(int32_t bytes) {
  return guarded<void*>(nullptr, [&] {
    session().room.resize(static_cast<size_t>(bytes));
    return static_cast<void*>(session().room.data());
  });
}

float* train_recording(const char* name, double rate_hz, int32_t samples) {
  return guarded<float*>(nullptr, [&] {
    session().recordings.push_back({name, rate_hz, 1, std::vector<float>(static_cast<size_t>(samples))});
    return session().recordings.back().samples.data();
  });
}

void train_clear() {
  session().recordings.clear();
  session().training.reset();
}

const char* train_check() {
  return guarded<const char*>(nullptr, [&] {
    Dataset data = open_samples(session().recordings);
    CheckReport report;
    CheckResult result = examine(data, {}, &report);
    result.json["text"] = result.text;
    result.json["usable"] = result.usable;
    return said(result.json);
  });
}

const char* train_begin(const char* options) {
  return guarded<const char*>(nullptr, [&] {
    begin(json::parse(options, nullptr, false));
    TrainingLoop& l = loop();
    json j{{"preset", l.task.preset},
           {"summary", l.task.summary},
           {"split", l.task.dataset.split_description},
           {"steps", l.steps_wanted()}};
    for (Recording& r : l.task.dataset.recordings) r.decoded = nullptr;  // the clips hold all that is needed
    session().recordings.clear();
    return said(j);
  });
}

int32_t train_run(double ms) {
  return guarded<int32_t>(TRAIN_FAILED, [&] {
    TrainingLoop& l = loop();
    const double until_s = now_s() + 1e-3 * ms;
    while (l.validation_due || !l.done()) {
      if (l.validation_due) {
        l.take_validation();
        const bool better = l.best_is_new;
        l.best_is_new = false;
        return TRAIN_VALIDATED + (better ? TRAIN_BETTER : 0) + (l.done() ? TRAIN_DONE : 0);
      }
      l.take_step();
      if (now_s() >= until_s) return l.validation_due || !l.done() ? 0 : static_cast<int>(TRAIN_DONE);
    }
    return static_cast<int>(TRAIN_DONE);
  });
}

const char* train_report() {
  return guarded<const char*>(nullptr, [&] {
    const TrainingLoop& l = loop();
    const TrainProgress p = l.progress(!l.best.empty());
    return said({{"step", p.step},
                 {"steps", l.steps_wanted()},
                 {"done", std::min(1.0, p.done)},
                 {"spent_s", p.spent_s},
                 {"loss", l.loss_n ? l.loss_sum / l.loss_n : l.last_loss},
                 {"validation", number_or_null(p.validation)},
                 {"best", number_or_null(p.best)},
                 {"metric", {{"id", p.metric.id}, {"unit", p.metric.unit}}}});
  });
}

const uint8_t* train_model(int32_t last) {
  return guarded<const uint8_t*>(nullptr, [&] {
    TrainingLoop& l = loop();
    const bool interrupted = !l.done() || l.validation_due;
    if (last || l.best.empty()) l.choose_weights();
    session().model = bytes_from_model(l.assemble(interrupted));
    return reinterpret_cast<const uint8_t*>(session().model.data());
  });
}

int32_t train_model_bytes() { return static_cast<int32_t>(session().model.size()); }
const char* train_error() { return session().error.c_str(); }
