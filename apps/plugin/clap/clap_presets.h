// SPDX-License-Identifier: MIT
// CLAP's public interface for finding presets without opening a plug-in, which the packaged headers (1.1.1)
// lack.
#pragma once
#include "clap_more.h"

inline constexpr char CLAP_PRESET_DISCOVERY_FACTORY_ID[] = "clap.preset-discovery-factory/2";
inline constexpr char CLAP_PRESET_DISCOVERY_FACTORY_ID_COMPAT[] = "clap.preset-discovery-factory/draft-2";

extern "C" {

typedef uint64_t clap_timestamp_t;  // seconds since 1970; 0: not known
typedef struct clap_universal_plugin_id {
  const char* abi;  // "clap"
  const char* id;
} clap_universal_plugin_id_t;

enum {
  CLAP_PRESET_DISCOVERY_IS_FACTORY_CONTENT = 1 << 0,
  CLAP_PRESET_DISCOVERY_IS_USER_CONTENT = 1 << 1,
  CLAP_PRESET_DISCOVERY_IS_DEMO_CONTENT = 1 << 2,
  CLAP_PRESET_DISCOVERY_IS_FAVORITE = 1 << 3
};

typedef struct clap_preset_discovery_metadata_receiver {
  void* receiver_data;
  void(CLAP_ABI* on_error)(const clap_preset_discovery_metadata_receiver* receiver, int32_t os_error,
                           const char* error_message);
  bool(CLAP_ABI* begin_preset)(const clap_preset_discovery_metadata_receiver* receiver, const char* name,
                               const char* load_key);
  void(CLAP_ABI* add_plugin_id)(const clap_preset_discovery_metadata_receiver* receiver,
                                const clap_universal_plugin_id_t* plugin_id);
  void(CLAP_ABI* set_soundpack_id)(const clap_preset_discovery_metadata_receiver* receiver,
                                   const char* soundpack_id);
  void(CLAP_ABI* set_flags)(const clap_preset_discovery_metadata_receiver* receiver, uint32_t flags);
  void(CLAP_ABI* add_creator)(const clap_preset_discovery_metadata_receiver* receiver, const char* creator);
  void(CLAP_ABI* set_description)(const clap_preset_discovery_metadata_receiver* receiver,
                                  const char* description);
  void(CLAP_ABI* set_timestamps)(const clap_preset_discovery_metadata_receiver* receiver,
                                 clap_timestamp_t created, clap_timestamp_t modified);
  void(CLAP_ABI* add_feature)(const clap_preset_discovery_metadata_receiver* receiver, const char* feature);
  void(CLAP_ABI* add_extra_info)(const clap_preset_discovery_metadata_receiver* receiver, const char* key,
                                 const char* value);
} clap_preset_discovery_metadata_receiver_t;

typedef struct clap_preset_discovery_filetype {
  const char *name, *description, *file_extension;  // without its dot
} clap_preset_discovery_filetype_t;
typedef struct clap_preset_discovery_location {
  uint32_t flags;
  const char* name;
  uint32_t kind;
  const char* location;
} clap_preset_discovery_location_t;
typedef struct clap_preset_discovery_soundpack {
  uint32_t flags;
  const char *id, *name, *description, *homepage_url, *vendor, *image_path;
  clap_timestamp_t release_timestamp;
} clap_preset_discovery_soundpack_t;

typedef struct clap_preset_discovery_provider_descriptor {
  clap_version_t clap_version;
  const char *id, *name, *vendor;
} clap_preset_discovery_provider_descriptor_t;
typedef struct clap_preset_discovery_provider {
  const clap_preset_discovery_provider_descriptor_t* desc;
  void* provider_data;
  bool(CLAP_ABI* init)(const clap_preset_discovery_provider* provider);
  void(CLAP_ABI* destroy)(const clap_preset_discovery_provider* provider);
  bool(CLAP_ABI* get_metadata)(const clap_preset_discovery_provider* provider, uint32_t location_kind,
                               const char* location,
                               const clap_preset_discovery_metadata_receiver_t* receiver);
  const void*(CLAP_ABI* get_extension)(const clap_preset_discovery_provider* provider,
                                       const char* extension_id);
} clap_preset_discovery_provider_t;

typedef struct clap_preset_discovery_indexer {
  clap_version_t clap_version;
  const char *name, *vendor, *url, *version;
  void* indexer_data;
  bool(CLAP_ABI* declare_filetype)(const clap_preset_discovery_indexer* indexer,
                                   const clap_preset_discovery_filetype_t* filetype);
  bool(CLAP_ABI* declare_location)(const clap_preset_discovery_indexer* indexer,
                                   const clap_preset_discovery_location_t* location);
  bool(CLAP_ABI* declare_soundpack)(const clap_preset_discovery_indexer* indexer,
                                    const clap_preset_discovery_soundpack_t* soundpack);
  const void*(CLAP_ABI* get_extension)(const clap_preset_discovery_indexer* indexer,
                                       const char* extension_id);
} clap_preset_discovery_indexer_t;

typedef struct clap_preset_discovery_factory {
  uint32_t(CLAP_ABI* count)(const clap_preset_discovery_factory* factory);
  const clap_preset_discovery_provider_descriptor_t*(CLAP_ABI* get_descriptor)(
      const clap_preset_discovery_factory* factory, uint32_t index);
  const clap_preset_discovery_provider_t*(CLAP_ABI* create)(const clap_preset_discovery_factory* factory,
                                                            const clap_preset_discovery_indexer_t* indexer,
                                                            const char* provider_id);
} clap_preset_discovery_factory_t;

}  // extern "C"
