// SPDX-License-Identifier: MIT
// partials body record | replay | list | watch | practice | demo: movement from cameras, motion capture
// suits, phones and controllers.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "arguments.h"
#include "base/printable.h"
#include "body/contents.h"
#include "body/mapped_file.h"
#include "body/record.h"
#include "body/replay.h"
#include "body/watch.h"
#include "body_demo.h"
#include "practice_file.h"
#include "print_json.h"
#include "system/asked_to_end.h"
#include "talk.h"
#include "verbs/exits.h"

namespace {

using namespace partials;

struct Options {
  std::string file, to;
  body::HearOptions hear;
  double seconds = 0, speed = 1;
  bool recover = false, json = false;
};

void say_where(const body::HearOptions& hear, int port) {
  talk("Listening on {} port {}; press Ctrl-C to stop.\n", hear.host, port);
}

// One line of totals.
std::string amount(const body::Recorded& r) {
  return fmt::format("{} packets in {:.1f} s, {} bytes", r.packets, r.seconds, r.bytes);
}

void record(const Options& o) {
  listen_for_end();
  const auto recorded = must(body::record(
      {o.file, o.hear, o.seconds}, [&](int port) { say_where(o.hear, port); },
      [](const body::Recorded& r) { talk("{}\n", amount(r)); }, asked_to_end));
  say_to(stdout, "{}: {}, from {}\n", printable(o.file), amount(recorded),
         body::senders_heard(recorded.counts));
  if (recorded.thrown_away)
    talk("Warning: the system dropped {} packets because the program was too slow; close other programs.\n",
         recorded.thrown_away);
  if (!recorded.packets)
    talk(
        "No packets arrived. Check that the sender sends to this port; for a sender on another machine use "
        "--listen.\n");
}

struct Recording {
  body::MappedFile mapped;
  std::unique_ptr<motion::PacketFile> file;
};

void open(const std::string& path, Recording& r) {
  must(r.mapped.open(path), Exit::input_refused);
  r.file = std::make_unique<motion::PacketFile>(
      must(motion::PacketFile::open(r.mapped.bytes(), printable(path)), Exit::input_refused));
}

// Refuses a damaged recording before any packet is sent, unless the intact part is requested.
void refuse_damage(const std::string& path, bool recover) {
  Recording r;
  open(path, r);
  for (motion::Packet p; r.file->next(p);) {
  }
  if (!r.file->damage()) return;
  if (!recover) throw Stop(Exit::input_refused, r.file->damage()->text);
  talk("Warning: {}\n", r.file->damage()->text);
}

void replay(const Options& o) {
  refuse_damage(o.file, o.recover);
  Recording r;
  open(o.file, r);
  const Endpoint to =
      must(endpoint_of(o.to.empty() ? "127.0.0.1:" + std::to_string(r.file->port()) : o.to), Exit::usage);
  listen_for_end();
  const auto replayed = must(body::replay(*r.file, to, o.speed, asked_to_end));
  say_to(stdout, "{} packets to {} in {:.1f} s, the latest {:.1f} ms late\n", replayed.sent, text_of(to),
         replayed.seconds, 1000 * replayed.latest_s);
  if (replayed.skipped)
    talk("{} SpaceMouse reports were skipped; they cannot be sent over a network.\n", replayed.skipped);
  if (replayed.not_sent)
    throw Stop(Exit::failure,
               fmt::format("{} packets could not be sent; check the network.", replayed.not_sent));
}

nlohmann::json json_of(const body::Contents& c) {
  nlohmann::json j{{"seconds", c.seconds},
                   {"begin_unix_s", c.begin_unix_s},
                   {"port", c.port},
                   {"packets", c.counts.packets},
                   {"messages", c.counts.messages},
                   {"commands", c.counts.commands},
                   {"damaged_packets", c.counts.damaged},
                   {"not_understood", c.counts.not_understood},
                   {"longest_gap_s", c.longest_gap_s},
                   {"damage", c.damage},
                   {"senders", nlohmann::json::object()},
                   {"channels", nlohmann::json::array()}};
  const auto senders = motion::all_senders();
  for (size_t i = 0; i < senders.size(); ++i)
    if (c.counts.of_sender[i]) j["senders"][senders[i]->id] = c.counts.of_sender[i];
  if (c.counts.reports) j["senders"]["space_mouse"] = c.counts.reports;
  for (const auto& channel : c.channels)
    j["channels"].push_back({{"name", channel.name},
                             {"unit", channel.unit},
                             {"frames", channel.frames},
                             {"rate_hz", channel.rate_hz},
                             {"longest_gap_s", channel.longest_gap_s},
                             {"lost", channel.lost},
                             {"least", channel.least},
                             {"most", channel.most}});
  return j;
}

void list(const Options& o) {
  Recording r;
  open(o.file, r);
  const body::Contents c = body::contents_of(*r.file, o.hear.settings);
  if (!c.damage.empty() && !o.recover) throw Stop(Exit::input_refused, c.damage);
  if (o.json) return print_json(json_of(c), 2);
  say_to(stdout, "{} packets in {:.1f} s, received on port {}, longest gap {:.0f} ms\nfrom {}\n",
         c.counts.packets, c.seconds, c.port, 1000 * c.longest_gap_s, body::senders_heard(c.counts));
  if (c.counts.damaged || c.counts.not_understood)
    say_to(stdout, "{} packets damaged, {} messages not understood\n", c.counts.damaged,
           c.counts.not_understood);
  if (!c.channels.empty())
    say_to(stdout, "{:<32} {:>6} {:>9} {:>9} {:>7} {:>10} {:>10}\n", "channel", "unit", "rate Hz", "gap ms",
           "lost %", "least", "most");
  for (const auto& channel : c.channels)
    say_to(stdout, "{:<32} {:>6} {:>9.1f} {:>9.0f} {:>7.1f} {:>10.4g} {:>10.4g}\n", printable(channel.name),
           channel.unit, channel.rate_hz, 1000 * channel.longest_gap_s, 100 * channel.lost, channel.least + 0,
           channel.most + 0);  // + 0: no "-0"
  if (!c.damage.empty()) talk("Warning: {}\n", c.damage);
}

void watch(const Options& o) {
  listen_for_end();
  must(body::watch(
      o.hear, o.seconds, [&](int port) { say_where(o.hear, port); },
      [](const std::string& line) {
        say_to(stdout, "{}\n", line);
        std::fflush(stdout);
      },
      asked_to_end));
}

void add_hearing(CLI::App& verb, Options& o) {
  verb.add_option("--port", o.hear.port,
                  "UDP port (0: any free port); docs/body.md lists the ports of the senders")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  verb.add_option("--listen", o.hear.host, "address to listen on; 0.0.0.0 opens the port to the network")
      ->capture_default_str();
  verb.add_option("--seconds", o.seconds, "stop after this number of seconds")->check(between(0.0, 1e6));
  verb.add_flag("--space-mouse", o.hear.space_mouse, "also read a SpaceMouse (Linux)");
}

void add_meanings(CLI::App& verb, Options& o) {
  verb.add_flag("--world-landmarks", o.hear.settings.landmarks_in_m,
                "MediaPipe sends world landmarks in metres, not image landmarks");
  verb.add_option_function<std::string>(
          "--accelerometer",
          [&o](const std::string& unit) { o.hear.settings.acceleration_in_g = unit == "g"; },
          "unit of acceleration that phones send")
      ->check(CLI::IsMember({"g", "m/s2"}))
      ->default_str("g");
}

void add_file(CLI::App& verb, Options& o, const char* help) {
  verb.add_option("file", o.file, help)->required()->type_name("FILE");
}

}  // namespace

void add_body(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand(
      "body", "record and show movement from cameras, motion capture suits, phones and controllers");
  verb->require_subcommand(1);
  CLI::App* recording = verb->add_subcommand("record", "record incoming packets with their times");
  add_file(*recording, *o, "the recording to make; an existing file is never overwritten");
  add_hearing(*recording, *o);
  recording->callback([o] { record(*o); });

  CLI::App* replaying = verb->add_subcommand("replay", "send a recording again");
  add_file(*replaying, *o, "a recording");
  replaying
      ->add_option("--to", o->to,
                   "destination; by default this machine and the port on which it was recorded")
      ->type_name("HOST:PORT");
  replaying->add_option("--speed", o->speed, "2 is twice as fast")
      ->check(between(0.01, 1000.0))
      ->capture_default_str();
  replaying->add_flag("--recover", o->recover, "send the intact part of a damaged recording");
  replaying->callback([o] { replay(*o); });

  CLI::App* listing = verb->add_subcommand("list", "show the senders and channels of a recording");
  add_file(*listing, *o, "a recording");
  listing->add_flag("--recover", o->recover, "list the intact part of a damaged recording");
  listing->add_flag("--json", o->json, "print everything as JSON");
  add_meanings(*listing, *o);
  listing->callback([o] { list(*o); });

  CLI::App* practising =
      verb->add_subcommand("practice", "sessions and trends of a log that --practice has written");
  add_file(*practising, *o, "a log of practice");
  practising->add_flag("--json", o->json, "print everything as JSON");
  practising->callback([o] { print_practice(o->file, o->json); });

  CLI::App* watching = verb->add_subcommand("watch", "one line a second: rate, channels, latency, losses");
  add_hearing(*watching, *o);
  add_meanings(*watching, *o);
  watching->callback([o] { watch(*o); });
  add_body_demo(*verb);
  verb->footer(
      "Examples:\n  partials body demo --out dance.html\n  partials body watch --port 39539\n  partials body "
      "record take.packets --port 9007\n  "
      "partials body list "
      "take.packets\n  partials body replay take.packets --to 127.0.0.1:6448 --speed 0.5");
}
