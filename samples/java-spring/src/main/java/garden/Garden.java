package garden;

import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Garden {
    /** What is answered: its parts in this order. */
    record Summary(String name, int beds) {}

    private final String name;
    private final Map<String, List<String>> beds = Map.of("north", List.of("leek", "chard"), "south", List.of("bean"));

    Garden(@Value("${garden.name}") String name) {
        this.name = name;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(Garden.class, arguments);
    }

    @GetMapping("/")
    Summary all() {
        return new Summary(name, beds.size());
    }

    @GetMapping("/beds/{bed}")
    List<String> bed(@PathVariable String bed) {
        return beds.getOrDefault(bed, List.of());
    }
}
