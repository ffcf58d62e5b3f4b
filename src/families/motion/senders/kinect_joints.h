// SPDX-License-Identifier: MIT
// Joints of a Kinect v2 and our names for them, for reading (kinect.cpp) and for sending (families/dance).
#pragma once
#include "families/motion/senders/sender.h"

namespace partials::motion {

inline constexpr JointName kKinectJoints[] = {{"SpineBase", "hips"},
                                              {"SpineMid", "spine"},
                                              {"SpineShoulder", "chest"},
                                              {"Neck", "neck"},
                                              {"Head", "head"},
                                              {"ShoulderLeft", "left_shoulder"},
                                              {"ElbowLeft", "left_elbow"},
                                              {"WristLeft", "left_wrist"},
                                              {"HandLeft", "left_hand"},
                                              {"HandTipLeft", "left_hand_tip"},
                                              {"ThumbLeft", "left_thumb"},
                                              {"ShoulderRight", "right_shoulder"},
                                              {"ElbowRight", "right_elbow"},
                                              {"WristRight", "right_wrist"},
                                              {"HandRight", "right_hand"},
                                              {"HandTipRight", "right_hand_tip"},
                                              {"ThumbRight", "right_thumb"},
                                              {"HipLeft", "left_hip"},
                                              {"KneeLeft", "left_knee"},
                                              {"AnkleLeft", "left_ankle"},
                                              {"FootLeft", "left_foot"},
                                              {"HipRight", "right_hip"},
                                              {"KneeRight", "right_knee"},
                                              {"AnkleRight", "right_ankle"},
                                              {"FootRight", "right_foot"}};

}  // namespace partials::motion
