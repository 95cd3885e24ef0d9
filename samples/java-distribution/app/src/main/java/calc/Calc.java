package calc;

import java.util.ArrayDeque;
import java.util.Deque;

public final class Calc {
    private final String text;
    private int at;

    private Calc(String text) {
        this.text = text.replace(" ", "");
    }

    public static void main(String[] args) {
        System.out.println(new Calc(String.join("", args)).sum());
    }

    private long sum() {
        Deque<Long> terms = new ArrayDeque<>();
        terms.push(product());
        while (at < text.length()) {
            char operator = text.charAt(at++);
            terms.push(operator == '-' ? -product() : product());
        }
        return terms.stream().mapToLong(Long::longValue).sum();
    }

    private long product() {
        long value = number();
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
            value *= number();
        }
        return value;
    }

    private long number() {
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return Long.parseLong(text.substring(start, at));
    }
}
