using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.People;

/// <summary>A person with an account on this hub.</summary>
internal sealed record User(string Id, string Login, string Name, string Password, IReadOnlyList<string> Roles, string Language, bool Disabled, string Stamp);

/// <summary>Accounts.</summary>
internal static class UserStore
{
    private const string Select = "SELECT id, login, name, password, roles, language, disabled, stamp FROM users WHERE ";

    public static Task<User?> FindByLoginAsync(Session session, string login, CancellationToken cancel) =>
        FindAsync(session, Select + "login = @value", login, cancel);

    public static Task<User?> FindAsync(Session session, string id, CancellationToken cancel) => FindAsync(session, Select + "id = @value", id, cancel);

    private static Task<User?> FindAsync(Session session, string sql, string value, CancellationToken cancel) =>
        session.FindAsync<User>(sql, row => new User(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
            row.GetString(4).Split(' ', StringSplitOptions.RemoveEmptyEntries), row.GetString(5), row.GetInt64(6) != 0, row.GetString(7)), cancel, ("@value", value));
}
