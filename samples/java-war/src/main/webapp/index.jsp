<%@ page contentType="text/plain" %>We have <%= String.join(", ", new String[] {"tea", "cocoa"}) %>.
