"""What a conversion says, for people, for programs and for patch."""
