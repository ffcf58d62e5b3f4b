// SPDX-License-Identifier: MIT
// The bones of Unity's HumanBodyBones with our joint names; the joint is the start of the bone (LeftLowerArm
// starts at the left elbow). Parents precede their children. Models may lack optional bones; a child is then
// attached to the nearest existing ancestor.
#pragma once
#include <cstdint>
#include <string_view>

namespace partials::motion {

struct UnityBone {
  std::string_view name, joint;
  int8_t parent;  // in this table; -1: the root
};

inline constexpr UnityBone kUnityBones[] = {
    {"Hips", "hips", -1},                              // 0
    {"Spine", "spine", 0},                             // 1
    {"Chest", "chest", 1},                             // 2
    {"UpperChest", "upper_chest", 2},                  // 3
    {"Neck", "neck", 3},                               // 4
    {"Head", "head", 4},                               // 5
    {"Jaw", "jaw", 5},                                 // 6
    {"LeftEye", "left_eye", 5},                        // 7
    {"RightEye", "right_eye", 5},                      // 8
    {"LeftShoulder", "left_collar", 3},                // 9
    {"LeftUpperArm", "left_shoulder", 9},              // 10
    {"LeftLowerArm", "left_elbow", 10},                // 11
    {"LeftHand", "left_wrist", 11},                    // 12
    {"RightShoulder", "right_collar", 3},              // 13
    {"RightUpperArm", "right_shoulder", 13},           // 14
    {"RightLowerArm", "right_elbow", 14},              // 15
    {"RightHand", "right_wrist", 15},                  // 16
    {"LeftUpperLeg", "left_hip", 0},                   // 17
    {"LeftLowerLeg", "left_knee", 17},                 // 18
    {"LeftFoot", "left_ankle", 18},                    // 19
    {"LeftToes", "left_foot", 19},                     // 20
    {"RightUpperLeg", "right_hip", 0},                 // 21
    {"RightLowerLeg", "right_knee", 21},               // 22
    {"RightFoot", "right_ankle", 22},                  // 23
    {"RightToes", "right_foot", 23},                   // 24
    {"LeftThumbProximal", "left_thumb1", 12},          // 25
    {"LeftThumbIntermediate", "left_thumb2", 25},      // 26
    {"LeftThumbDistal", "left_thumb3", 26},            // 27
    {"LeftIndexProximal", "left_index1", 12},          // 28
    {"LeftIndexIntermediate", "left_index2", 28},      // 29
    {"LeftIndexDistal", "left_index3", 29},            // 30
    {"LeftMiddleProximal", "left_middle1", 12},        // 31
    {"LeftMiddleIntermediate", "left_middle2", 31},    // 32
    {"LeftMiddleDistal", "left_middle3", 32},          // 33
    {"LeftRingProximal", "left_ring1", 12},            // 34
    {"LeftRingIntermediate", "left_ring2", 34},        // 35
    {"LeftRingDistal", "left_ring3", 35},              // 36
    {"LeftLittleProximal", "left_pinky1", 12},         // 37
    {"LeftLittleIntermediate", "left_pinky2", 37},     // 38
    {"LeftLittleDistal", "left_pinky3", 38},           // 39
    {"RightThumbProximal", "right_thumb1", 16},        // 40
    {"RightThumbIntermediate", "right_thumb2", 40},    // 41
    {"RightThumbDistal", "right_thumb3", 41},          // 42
    {"RightIndexProximal", "right_index1", 16},        // 43
    {"RightIndexIntermediate", "right_index2", 43},    // 44
    {"RightIndexDistal", "right_index3", 44},          // 45
    {"RightMiddleProximal", "right_middle1", 16},      // 46
    {"RightMiddleIntermediate", "right_middle2", 46},  // 47
    {"RightMiddleDistal", "right_middle3", 47},        // 48
    {"RightRingProximal", "right_ring1", 16},          // 49
    {"RightRingIntermediate", "right_ring2", 49},      // 50
    {"RightRingDistal", "right_ring3", 50},            // 51
    {"RightLittleProximal", "right_pinky1", 16},       // 52
    {"RightLittleIntermediate", "right_pinky2", 52},   // 53
    {"RightLittleDistal", "right_pinky3", 53},         // 54
};

}  // namespace partials::motion
