using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Those who sit an exam at home, shown on the wall as one room more: a tile for each.</summary>
internal static class RemoteRoom
{
    public const string Id = "remote";
    private const int TilesInRow = 5;

    /// <summary>A webcam shows one person: no picture is cut to a seat.</summary>
    private static readonly PicturePoint[] _wholePicture =
        [new(0, 0), new(Limits.PictureSide, 0), new(Limits.PictureSide, Limits.PictureSide), new(0, Limits.PictureSide)];

    public static string SittingOf(string exam, string login) => $"{exam}.r.{login}";

    /// <summary>The tile's name: what tells the sittings of one exam apart.</summary>
    public static string TileOf(string exam, string sitting) =>
        sitting.StartsWith($"{exam}.r.", StringComparison.Ordinal) ? sitting[(exam.Length + 3)..] : sitting;

    public static async Task<List<WallRoom>> ListAsync(Session session, DateTimeOffset after, DateTimeOffset before, CancellationToken cancel)
    {
        var tiles = await session.ListAsync("""
            SELECT e.id, e.title, e.from_us, e.to_us, s.id, s.name FROM exams e JOIN sittings s ON s.exam = e.id AND s.mode = @mode
            WHERE e.to_us > @after AND e.from_us < @before ORDER BY e.from_us, e.id, s.id
            """, row => (Exam: row.GetString(0), Title: row.GetString(1), From: row.GetInt64(2), To: row.GetInt64(3), Sitting: row.GetString(4), Name: row.GetString(5)),
            cancel, ("@mode", (long)SittingMode.Remote), ("@after", WireTime.ToMicroseconds(after)), ("@before", WireTime.ToMicroseconds(before)));
        return [.. tiles.GroupBy(tile => (tile.Exam, tile.Title, tile.From, tile.To)).Select(exam => new WallRoom(exam.Key.Exam, Id, "online", exam.Key.Title,
            WireTime.FromMicroseconds(exam.Key.From), WireTime.FromMicroseconds(exam.Key.To),
            [.. exam.Select((tile, at) => new WallSeat(TileOf(tile.Exam, tile.Sitting), tile.Name, 1000 - (at / TilesInRow), _wholePicture) { Sitting = tile.Sitting })]))];
    }
}
