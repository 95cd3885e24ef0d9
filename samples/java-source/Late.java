public final class Late {
    public static void main(String[] args) {
        System.out.println("compiled when it starts");
    }
}
