# Says hello.
module Greeting
  def self.to(name)
    "Hello, #{name.empty? ? "world" : name}!"
  end
end
