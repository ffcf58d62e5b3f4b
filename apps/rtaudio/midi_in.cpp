// SPDX-License-Identifier: MIT
#include "rtaudio/midi_in.h"

#include <unistd.h>

#include <algorithm>
#include <map>

#include "audio/note_ends.h"
#include "base/clocks.h"

namespace partials::rtaudio {
namespace {

constexpr const char* kClient = "Partials";
constexpr const char* kSequencer = "/dev/snd/seq";  // without it RtMidi prints its own errors
constexpr double kStaleS = 0.5;                     // a key that was pressed longer ago does not start a note

bool begins_note(const audio::MidiMessage& m) {
  return m.size == 3 && (m.bytes[0] & 0xf0) == 0x90 && m.bytes[2] > 0;
}

// "nanoKEY2:nanoKEY2 nanoKEY2 _ CTRL 24:0" without its numbers, which change each time it is plugged in.
std::string without_numbers(const std::string& name) {
  const size_t blank = name.find_last_of(' ');
  const bool numbers =
      blank != std::string::npos && name.find_first_not_of("0123456789:", blank + 1) == std::string::npos;
  return numbers ? name.substr(0, blank) : name;
}

}  // namespace

MidiIn::~MidiIn() {
  for (Slot& slot : slots_) free_slot(slot);
  if (lister_) rtmidi_->in_free(lister_);
}

bool MidiIn::open() {
  if (lister_) return true;
  const auto library = midi_library();
  if (!library || access(kSequencer, R_OK | W_OK) != 0) return false;
  rtmidi_ = library.value();
  lister_ = rtmidi_->in_create(RTMIDI_API_LINUX_ALSA, "Partials asks", 1);
  if (lister_ && lister_->ok) return true;
  if (lister_) rtmidi_->in_free(lister_);
  lister_ = nullptr;
  return false;
}

std::vector<MidiIn::Found> MidiIn::found() {
  std::vector<Found> list;
  if (!open()) return list;
  std::map<std::string, int> of_name;
  const unsigned n = rtmidi_->get_port_count(lister_);
  for (unsigned i = 0; lister_->ok && i < n; ++i) {
    char text[256] = {};
    int size = sizeof text;
    if (rtmidi_->get_port_name(lister_, i, text, &size) < 0 || !*text) continue;
    std::string name = without_numbers(text);
    if (const int same = ++of_name[name]; same > 1) name += " (" + std::to_string(same) + ")";
    list.push_back({"alsa:" + name, name, i});
  }
  lister_->ok = true;
  return list;
}

std::vector<audio::MidiPort> MidiIn::ports() {
  std::vector<audio::MidiPort> list;
  const auto all = found();
  for (Slot& slot : slots_)  // removes inputs that have disappeared
    if (slot.port && std::none_of(all.begin(), all.end(), [&](const Found& f) { return f.id == slot.id; }))
      free_slot(slot);
  for (const Found& f : all)
    list.push_back({f.id, f.name, slot_of(f.id) != nullptr, f.name.rfind("Midi Through", 0) != 0});
  return list;
}

MidiIn::Slot* MidiIn::slot_of(const std::string& id) {
  for (Slot& slot : slots_)
    if (slot.port && slot.id == id) return &slot;
  return nullptr;
}

// The ring and the held message are kept, because the audio thread may be reading them; it plays the
// remaining messages.
void MidiIn::free_slot(Slot& slot) {
  if (slot.port) {  // returns after its thread has ended
    rtmidi_->in_free(slot.port);
    slot.ended = true;
  }
  slot.port = nullptr;
  slot.id.clear();
}

bool MidiIn::connect(const std::string& id, bool connected) {
  Slot* const there = slot_of(id);
  if ((there != nullptr) == connected) return true;
  if (there) {
    free_slot(*there);
    return true;
  }
  const auto all = found();
  const auto at = std::find_if(all.begin(), all.end(), [&](const Found& f) { return f.id == id; });
  const auto slot = std::find_if(slots_.begin(), slots_.end(), [](const Slot& s) { return !s.port; });
  if (at == all.end() || slot == slots_.end()) return false;
  slot->port = rtmidi_->in_create(RTMIDI_API_LINUX_ALSA, kClient, 1);
  if (slot->port && slot->port->ok) {
    rtmidi_->in_set_callback(slot->port, receive, &*slot);
    rtmidi_->in_ignore_types(slot->port, true, true, true);
    rtmidi_->open_port(slot->port, at->number, "midi_in");
  }
  const bool open = slot->port && slot->port->ok;
  slot->id = id;
  if (!open) {  // it was never opened
    free_slot(*slot);
    slot->ended = false;
  }
  return open;
}

// Called by RtMidi's thread.
void MidiIn::receive(double, const unsigned char* bytes, size_t size, void* slot) {
  if (size < 1 || size > 3) return;
  Timed t;
  t.time_s = now_s();
  t.message.size = static_cast<uint8_t>(size);
  std::copy_n(bytes, size, t.message.bytes);
  Slot& to = *static_cast<Slot*>(slot);
  if (!to.ring.push(t))
    to.ended = true;  // nothing has been played for a long time, and a note-off may be lost
}

bool MidiIn::feed(Player& player, int frames, double rate_hz) noexcept PARTIALS_NONBLOCKING {
  const double now = now_s();
  clock_.begin(now, frames, rate_hz);
  bool some = false;
  for (Slot& slot : slots_) {
    while (slot.holding || slot.ring.pop(slot.held)) {
      const int at = clock_.place(slot.held.time_s);
      slot.holding = at >= frames;
      if (slot.holding) break;
      if (now - slot.held.time_s > kStaleS && begins_note(slot.held.message)) continue;
      player.midi(static_cast<uint32_t>(at), slot.held.message.bytes, slot.held.message.size);
      some = true;
    }
    if (!slot.holding && slot.ended.load(std::memory_order_relaxed) && slot.ended.exchange(false))
      audio::end_notes([&](const uint8_t* bytes) {
        player.midi(static_cast<uint32_t>(std::max(0, frames - 1)), bytes, 3);
      });
  }
  return some;
}

}  // namespace partials::rtaudio
