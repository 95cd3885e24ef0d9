#pragma once
#include <string>
/// The proverb of this number in a file of one a line; empty where there is none.
std::string proverb(const std::string &file, int number);
