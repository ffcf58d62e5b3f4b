// SPDX-License-Identifier: MIT
// A file of fingerprints, tests/golden/NAME.json, one per line. Usually the current output is compared with
// it; under tools/bless (PARTIALS_BLESS=show or write) the differences are printed in dB instead, and `write`
// also rewrites the file.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

#include "golden/fingerprint.h"
#include "system/file.h"

namespace partials::test {

class GoldenBook {
 public:
  // limit_db: the largest residual that still counts as the same.
  GoldenBook(const std::string& name, double limit_db)
      : path_(std::string(PARTIALS_SOURCE_DIR) + "/tests/golden/" + name + ".json"), limit_db_(limit_db) {
    if (const char* mode = std::getenv("PARTIALS_BLESS")) mode_ = mode;
    const auto text = read_file(path_, 1 << 24);
    const nlohmann::json j =
        text ? nlohmann::json::parse(text.value(), nullptr, false) : nlohmann::json::object();
    if (j.is_discarded()) throw std::runtime_error(path_ + " is not JSON; restore it from the repository.");
    for (auto& [key, value] : j.items()) golden_[key] = fingerprint_from(value);
  }

  // `remember` is false for variants (other instruction sets) that must agree with the golden one but do not
  // make it.
  void compare(const std::string& key, const std::vector<float>& sound, const std::string& variant,
               bool remember) {
    const Fingerprint now = fingerprint_of(sound);
    if (remember) now_[key] = now;
    const auto found = golden_.find(key);
    if (!mode_.empty()) {
      if (remember && found == golden_.end())
        std::printf("  new      %s\n", key.c_str());
      else if (remember && residual_db(found->second, now) > limit_db_)
        print_change(key, found->second, now);
      return;
    }
    ASSERT_NE(found, golden_.end())
        << key << " has no golden fingerprint; listen to it (tools/listen), then tools/bless";
    EXPECT_LT(residual_db(found->second, now), limit_db_)
        << key << " on " << variant << ": its level was " << 20 * std::log10(found->second.rms + 1e-30)
        << " dB and is " << 20 * std::log10(now.rms + 1e-30) << " dB, a band changed by up to "
        << largest_band_change_db(found->second, now) << " dB. Where that is meant: tools/bless";
    worst_db_ = std::max(worst_db_, residual_db(found->second, now));
  }

  void finish() {
    for (auto& [key, f] : golden_)
      if (!now_.contains(key)) {
        if (mode_.empty())
          ADD_FAILURE() << key << " is in " << path_ << " but no longer exists; tools/bless takes it out";
        else
          std::printf("  gone     %s\n", key.c_str());
      }
    if (mode_.empty())
      std::printf("%zu fingerprints; the largest residual is %.0f dB, the limit %.0f dB\n", now_.size(),
                  worst_db_, limit_db_);
    if (mode_ == "write") write();
  }

 private:
  void print_change(const std::string& key, const Fingerprint& was, const Fingerprint& is) const {
    std::printf("  changed  %s: residual %.1f dB, level %+.2f dB, bands", key.c_str(), residual_db(was, is),
                20 * std::log10((is.rms + 1e-30) / (was.rms + 1e-30)));
    for (size_t k = 0; k < kBands; ++k) std::printf(" %+.1f", is.bands_db[k] - was.bands_db[k]);
    std::printf(" dB\n");
  }
  // What has not changed keeps its old line, so that a blessing shows only what it is about.
  void write() const {
    std::string text;
    for (auto& [key, f] : now_) {
      const auto found = golden_.find(key);
      const bool kept = found != golden_.end() && residual_db(found->second, f) <= limit_db_;
      text += (text.empty() ? "{\n" : ",\n") + nlohmann::json(key).dump() + ": " +
              json_of(kept ? found->second : f).dump();
    }
    const auto written = atomic_write(path_, text + "\n}\n");
    ASSERT_TRUE(written) << written.error().text;
    std::printf("  wrote    %s\n", path_.c_str());
  }

  std::string path_, mode_;
  double limit_db_, worst_db_ = -999;
  std::map<std::string, Fingerprint> golden_, now_;
};

}  // namespace partials::test
