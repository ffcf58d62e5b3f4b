// SPDX-License-Identifier: MIT
// A text field, UTF-8. The text is stored in the scene, so that it survives a new layout.
#pragma once
#include <functional>

#include "icons.h"
#include "palette.h"
#include "part.h"
#include "state.h"

namespace partials::window {

class TextField final : public Part {
 public:
  using Then = std::function<void()>;
  struct Words {
    std::string empty, help;  // empty: shown while the field is empty; help: shown at the foot
    Icon icon = Icon::none;
  };
  TextField(std::string id, const Box& box, Typed& typed, Words words, Then changed,
            std::function<bool(Key)> other = {})
      : Part(std::move(id), box),
        typed_(typed),
        words_(std::move(words)),
        changed_(std::move(changed)),
        other_(std::move(other)) {}

  void draw(Canvas& canvas, const Look& look) override;
  void look_at(Shown& shown) override {
    shown.add(std::string_view(typed_.text));
    shown.add(static_cast<uint64_t>(typed_.caret));
  }
  bool types() const override { return true; }
  std::string help() const override { return words_.help; }
  void press(const Pointer&) override { typed_.caret = typed_.text.size(); }
  bool key(Key key, bool shift) override;
  bool type(std::string_view text) override;

 private:
  static constexpr size_t kMax = 200;  // bytes
  size_t before(size_t at) const;
  size_t after(size_t at) const;
  void erase(size_t from, size_t to);

  Typed& typed_;
  Words words_;
  Then changed_;
  std::function<bool(Key)> other_;  // handles keys that do not edit text
};

}  // namespace partials::window
