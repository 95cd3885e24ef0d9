#include "proverbs.hpp"
#include <fstream>

std::string proverb(const std::string &file, int number) {
    std::ifstream in(file);
    std::string line;
    while (number-- > 0 && std::getline(in, line)) {
    }
    return in ? line : "";
}
