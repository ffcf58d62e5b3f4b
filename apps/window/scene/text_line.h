// SPDX-License-Identifier: MIT
// Static text; text that does not fit is cut with an ellipsis or broken into lines.
#pragma once
#include <functional>

#include "palette.h"
#include "part.h"

namespace partials::window {

class TextLine final : public Part {
 public:
  using Words = std::function<std::string()>;
  TextLine(std::string id, const Box& box, Words words, Font font = kPlain, Ink ink = kText,
           Align align = Align::left)
      : Part(std::move(id), box), words_(std::move(words)), font_(font), ink_(ink), align_(align) {}
  TextLine(std::string id, const Box& box, std::string words, Font font = kPlain, Ink ink = kText,
           Align align = Align::left)
      : TextLine(
            std::move(id), box, [words] { return words; }, font, ink, align) {}

  void draw(Canvas& canvas, const Look&) override {
    const std::string words = words_();
    const float line = font_.size * 1.35f, x = align_ == Align::left    ? box.x
                                               : align_ == Align::right ? box.right()
                                                                        : box.middle().x;
    const auto lines =
        wrapped(canvas, words, font_, box.w, std::max<size_t>(1, static_cast<size_t>(box.h / line)));
    float y = box.middle().y - line * (static_cast<float>(lines.size()) - 1) / 2;
    if (box.h > 2.5f * line) y = box.y + line / 2;  // a paragraph is aligned to the top
    for (const std::string& one : lines) {
      canvas.text({x, y}, one, font_, ink_, align_);
      y += line;
    }
  }
  void look_at(Shown& shown) override { shown.add(std::string_view(words_())); }
  bool active() const override { return false; }

 private:
  Words words_;
  Font font_;
  Ink ink_;
  Align align_;
};

// A plain rectangle behind other parts; the scene draws it first.
class Plate final : public Part {
 public:
  Plate(std::string id, const Box& box) : Part(std::move(id), box) {}
  void draw(Canvas& canvas, const Look&) override {
    canvas.shade(box, kPanelTop, kPanel, kRound);
    canvas.frame(box, kEdge, 1, kRound);
  }
  bool active() const override { return false; }
};

class Divider final : public Part {
 public:
  explicit Divider(const Box& box) : Part("divider", box) {}
  void draw(Canvas& canvas, const Look&) override { canvas.fill(box, kEdge); }
  bool active() const override { return false; }
};

}  // namespace partials::window
