using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.People;

/// <summary>A person with an account on this hub.</summary>
internal sealed record User(string Id, string Login, string Name, string Password, IReadOnlyList<string> Roles, string Language, bool Disabled, string Stamp)
{
    /// <summary>What of the campus the person may deal with; empty = all of it.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
    public string? Email { get; init; }
    /// <summary>The authenticator app's secret, sealed; absent until the person has set one up.</summary>
    public string? SecondFactor { get; init; }
    /// <summary>The step of the last code that was used.</summary>
    public long SecondFactorStep { get; init; }
}

/// <summary>Accounts, and from where they are signed in.</summary>
internal static class UserStore
{
    private const string Columns = "SELECT id, login, name, password, roles, language, disabled, stamp, scopes, email, second_factor, second_factor_step FROM users";

    public static Task<User?> FindByLoginAsync(Session session, string login, CancellationToken cancel) =>
        session.FindAsync<User>(Columns + " WHERE login = @value", Read, cancel, ("@value", login));

    public static Task<User?> FindAsync(Session session, string id, CancellationToken cancel) =>
        session.FindAsync<User>(Columns + " WHERE id = @value", Read, cancel, ("@value", id));

    public static Task<List<User>> ListAsync(Session session, string after, int count, CancellationToken cancel) =>
        session.ListAsync($"{Columns} WHERE login > @after ORDER BY login LIMIT {count}", Read, cancel, ("@after", after));

    /// <summary>Whether anybody can manage people.</summary>
    public static async Task<bool> HasAdministratorAsync(Session session, string? except, CancellationToken cancel) => await session.NumberAsync(
        "SELECT COUNT(*) FROM users WHERE disabled = 0 AND id <> @except AND ' ' || roles || ' ' LIKE '% administrator %'", cancel, ("@except", except ?? "")) > 0;

    public static Task<int> SaveAsync(Session session, User user, CancellationToken cancel) => session.DoAsync("""
        INSERT INTO users (id, login, name, password, roles, language, disabled, stamp, scopes, email, second_factor, second_factor_step)
        VALUES (@id, @login, @name, @password, @roles, @language, @disabled, @stamp, @scopes, @email, @factor, @step)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, password = excluded.password, roles = excluded.roles, language = excluded.language, disabled = excluded.disabled,
            stamp = excluded.stamp, scopes = excluded.scopes, email = excluded.email, second_factor = excluded.second_factor, second_factor_step = excluded.second_factor_step
        """, cancel, ("@id", user.Id), ("@login", user.Login), ("@name", user.Name), ("@password", user.Password), ("@roles", string.Join(' ', user.Roles)), ("@language", user.Language),
        ("@disabled", user.Disabled), ("@stamp", user.Stamp), ("@scopes", string.Join(' ', user.Scopes)), ("@email", user.Email), ("@factor", user.SecondFactor), ("@step", user.SecondFactorStep));

    /// <summary>Writes that a person has signed in, and signs the oldest out where there are too many.</summary>
    public static async Task BeginAsync(Session session, string user, string signIn, int most, DateTimeOffset now, CancellationToken cancel)
    {
        var at = WireTime.ToMicroseconds(now);
        await session.DoAsync("INSERT INTO sign_ins (id, by_user, at_us) VALUES (@id, @user, @at)", cancel, ("@id", signIn), ("@user", user), ("@at", at));
        await session.DoAsync($"""
            UPDATE sign_ins SET ended_us = @at WHERE by_user = @user AND ended_us IS NULL
                AND id NOT IN (SELECT id FROM sign_ins WHERE by_user = @user AND ended_us IS NULL ORDER BY at_us DESC, id DESC LIMIT {most})
            """, cancel, ("@at", at), ("@user", user));
    }

    public static Task<int> EndAsync(Session session, string signIn, DateTimeOffset now, CancellationToken cancel) =>
        session.DoAsync("UPDATE sign_ins SET ended_us = @at WHERE id = @id AND ended_us IS NULL", cancel, ("@id", signIn), ("@at", WireTime.ToMicroseconds(now)));

    public static async Task<bool> IsOpenAsync(Session session, string signIn, CancellationToken cancel) =>
        await session.NumberAsync("SELECT COUNT(*) FROM sign_ins WHERE id = @id AND ended_us IS NULL", cancel, ("@id", signIn)) > 0;

    private static User Read(System.Data.Common.DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Words(row.GetString(4)), row.GetString(5),
        row.GetInt64(6) != 0, row.GetString(7))
    {
        Scopes = Words(row.GetString(8)), Email = row.Text(9), SecondFactor = row.Text(10), SecondFactorStep = row.GetInt64(11),
    };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
