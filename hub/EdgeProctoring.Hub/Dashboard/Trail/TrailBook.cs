using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Reads the audit trail and the heads of the chains.</summary>
internal static class TrailBook
{
    public const int PageLines = 100;
    public const int ExportLines = 50_000;

    /// <summary>The newest acts first; whoever may deal with some exams alone sees what concerns these.</summary>
    public static async Task<IReadOnlyList<TrailLine>> ListAsync(Session session, Scope scope, TrailWish wish, TimeZoneInfo zone, int most, CancellationToken cancel)
    {
        var (from, to) = Day(wish.Day, zone);
        var visible = await ScopeStore.ExamsAsync(session, scope, cancel);
        var lines = await session.ListAsync($"""
            SELECT a.number, a.at_us, COALESCE(u.name, a.who), a.action, a.object, a.exam, a.detail FROM audit a LEFT JOIN users u ON a.who = 'person:' || u.id
            WHERE a.number < @before AND a.at_us >= @from AND a.at_us < @to AND (@exam = '' OR a.exam = @exam) AND (@action = '' OR a.action LIKE @action || '%')
              AND (@who = '' OR LOWER(COALESCE(u.name, a.who)) LIKE '%' || @who || '%')
            ORDER BY a.number DESC LIMIT {most}
            """, row => new TrailLine(row.GetInt64(0), WireTime.FromMicroseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.Text(5), row.GetString(6)), cancel,
            ("@before", wish.Before ?? long.MaxValue), ("@from", from), ("@to", to), ("@exam", wish.Exam?.Trim() ?? ""), ("@action", wish.Action?.Trim() ?? ""), ("@who", (wish.Who?.Trim() ?? "").ToLowerInvariant()));
        return visible is null ? lines : lines.FindAll(line => line.Exam is not null && visible.Contains(line.Exam));
    }

    public static async Task<IReadOnlyList<TrailChain>> ChainsAsync(Session session, Scope scope, CancellationToken cancel)
    {
        var visible = await ScopeStore.ExamsAsync(session, scope, cancel);
        var chains = await session.ListAsync("""
        SELECT c.exam, c.number, c.hash, c.at_us FROM (SELECT '' AS exam UNION ALL SELECT id FROM exams) e
            JOIN chain c ON c.exam = e.exam AND c.number = (SELECT MAX(l.number) FROM chain l WHERE l.exam = e.exam) ORDER BY c.at_us DESC LIMIT 50
        """, row => new TrailChain(row.GetString(0), row.GetInt64(1), row.GetString(2), WireTime.FromMicroseconds(row.GetInt64(3))), cancel);
        return visible is null ? chains : chains.FindAll(chain => visible.Contains(chain.Exam));
    }

    private static (long From, long To) Day(string? text, TimeZoneInfo zone)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
        {
            return (0, long.MaxValue);
        }
        long Start(DateOnly date) => WireTime.ToMicroseconds(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(date.ToDateTime(TimeOnly.MinValue), zone), TimeSpan.Zero));
        return (Start(day), Start(day.AddDays(1)));
    }
}
