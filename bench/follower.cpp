// SPDX-License-Identifier: MIT
// The follower on letters that are drawn with a mouse, one drawing of each as the example: how often the
// letter is right half way and at the end, how far its progress is from an offline alignment, and what a
// frame costs. --peer PROGRAM measures another program on the same drawings in the same way
// (mapping_peer.md); several may be given.
//   follower [LETTERS.csv] [--peer PROGRAM]...
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "measure.h"
#include "motion/letters.h"

namespace {

using namespace partials;
using namespace partials::motion;

constexpr size_t kExampleStep = 3;  // every third drawing is the example in turn
constexpr int kPasses = 3;          // over all drawings, for the time; the best counts

// A drawing to follow, in the order that a peer keeps too.
struct Asked {
  size_t letter;
  const Drawing *drawing, *example;
};
std::vector<Asked> asked_with(const Letters& all, size_t example) {
  std::vector<Asked> asked;
  size_t letter = 0;
  for (const auto& [name, drawings] : all) {
    for (size_t d = 0; d < drawings.size(); ++d)
      if (d != example) asked.push_back({letter, &drawings[d], &drawings[example]});
    ++letter;
  }
  return asked;
}

struct Figures {
  FollowedScore score;
  double frame_us = 0;  // mean over the examples
};

void print(const std::string& name, const Figures& f) {
  std::printf(
      "%-24s half way %.3f   at the end %.3f   progress within %.3f   a frame %6.2f us   (%d drawings)\n",
      name.c_str(), f.score.half_way, f.score.at_end, f.score.away, f.frame_us, f.score.drawings);
}

// What ours says of every frame, and its CPU time for a frame; only the calls that follow are timed.
double follow(const Letters& all, size_t example, std::vector<std::vector<Followed>>& said) {
  LiveMapping player;
  if (!player.post(follower_of(all, example))) std::exit(1);
  double best_us = 1e30;
  for (int pass = 0; pass < kPasses; ++pass) {
    said.clear();
    double seconds = 0;
    size_t frames = 0;
    for (const Asked& a : asked_with(all, example)) {
      auto& all_said = said.emplace_back(a.drawing->size() / 2);
      const double begin_s = cpu_s();
      for (size_t t = 0; t < all_said.size(); ++t) {
        player.frame({&(*a.drawing)[2 * t], 2}, t == 0);
        all_said[t] = followed(player, a.letter);
      }
      seconds += cpu_s() - begin_s;
      frames += all_said.size();
    }
    best_us = std::min(best_us, 1e6 * seconds / static_cast<double>(frames));
  }
  return best_us;
}

// The same of another program; 0 where it said too little.
double follow(const std::string& command, std::vector<std::vector<Followed>>& said,
              const std::vector<Asked>& asked) {
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return 0;
  double frame_us = 0;
  said.clear();
  bool whole = true;
  for (const Asked& a : asked) {
    auto& all_said = said.emplace_back(a.drawing->size() / 2);
    for (Followed& f : all_said) whole = whole && std::fscanf(pipe, "%zu %lf", &f.letter, &f.progress) == 2;
  }
  whole = whole && std::fscanf(pipe, " frame_us %lf", &frame_us) == 1;
  return pclose(pipe) == 0 && whole ? frame_us : 0;
}

}  // namespace

int main(int count, char** words) {
  std::string file = "tests/data/body/letters.csv";
  std::vector<std::string> programs = {""};  // ours first
  for (int i = 1; i < count; ++i)
    if (!std::strcmp(words[i], "--peer") && i + 1 < count)
      programs.emplace_back(words[++i]);
    else
      file = words[i];
  const Letters all = read_letters(file);
  if (all.empty()) {
    std::fprintf(stderr, "'%s' holds no drawings; name a CSV file with take,letter,frame,x,y.\n",
                 file.c_str());
    return 2;
  }
  for (const std::string& program : programs) {
    Figures f;
    int examples = 0;
    for (size_t example = 0; example < all.begin()->second.size(); example += kExampleStep) {
      const std::vector<Asked> asked = asked_with(all, example);
      std::vector<std::vector<Followed>> said;
      const std::string command = program + " '" + file + "' " + std::to_string(example);
      const double us = program.empty() ? follow(all, example, said) : follow(command, said, asked);
      if (us <= 0) {
        std::fprintf(stderr, "'%s' failed; bench/mapping_peer.md says what it has to print.\n",
                     command.c_str());
        return 1;
      }
      for (size_t i = 0; i < asked.size(); ++i)
        f.score.add(asked[i].letter, *asked[i].drawing, *asked[i].example, said[i]);
      f.frame_us += (us - f.frame_us) / ++examples;
    }
    print(program.empty() ? "ours" : program, f);
  }
}
