#include "proverbs.hpp"
#include <cstdlib>
#include <iostream>

int main(int argc, char **argv) {
    std::cout << proverb("/usr/local/share/proverb/proverbs.txt", argc > 1 ? std::atoi(argv[1]) : 1) << std::endl;
}
