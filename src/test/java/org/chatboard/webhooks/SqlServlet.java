package org.chatboard.webhooks;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Runs a statement past ChatBoard, inside the server: H2 lets nobody else in. Answers the first column, line by line. */
@WebServlet("/")
public class SqlServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Resource(lookup = "jdbc/chatboard")
    transient DataSource database;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String sql = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        response.setContentType("text/plain;charset=UTF-8");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet row = statement.getResultSet()) {
                    while (row.next()) {
                        response.getWriter().println(row.getString(1));
                    }
                }
            }
        } catch (SQLException wrong) {
            response.setStatus(400);
            response.getWriter().println(wrong.getMessage());
        }
    }
}
