using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Puts the rooms of the day's exams on the wall, with what the record already knows: evidence held, who decided.</summary>
internal sealed class WallRooms(WallBoard wall, TimeProvider time)
{
    private static readonly TimeSpan _after = TimeSpan.FromHours(1);
    private static readonly TimeSpan _before = TimeSpan.FromHours(12);

    public async Task ShowAsync(Session session, CancellationToken cancel)
    {
        var rooms = await ListAsync(session, "", cancel);
        foreach (var exam in rooms.Select(room => room.Exam).Distinct(StringComparer.Ordinal))
        {
            wall.ShowEvidence(await session.ListAsync("SELECT id FROM evidence WHERE exam = @exam", row => row.GetString(0), cancel, ("@exam", exam)));
            foreach (var (verdict, name, at) in await session.ListAsync("SELECT id, by_name, at_us FROM verdicts WHERE exam = @exam",
                row => (row.GetString(0), row.GetString(1), row.GetInt64(2)), cancel, ("@exam", exam)))
            {
                wall.Name(verdict, name, WireTime.FromMicroseconds(at));
            }
            wall.Recall(await HandlingStore.ListAsync(session, exam, cancel));
        }
        rooms.ForEach(wall.Show);
        wall.KeepRooms(rooms.Select(room => room.Key).ToHashSet(StringComparer.Ordinal), rooms.Select(room => room.Exam).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Shows how one exam's sittings stand now.</summary>
    public async Task ShowExamAsync(Session session, string exam, CancellationToken cancel) => (await ListAsync(session, exam, cancel)).ForEach(wall.Show);

    private async Task<List<WallRoom>> ListAsync(Session session, string exam, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var rooms = await session.ListAsync("""
            SELECT e.id, r.id, r.name, e.title, e.from_us, e.to_us FROM exams e JOIN exam_rooms x ON x.exam = e.id JOIN rooms r ON r.id = x.room
            WHERE e.to_us > @after AND e.from_us < @before AND (@exam = '' OR e.id = @exam) ORDER BY e.from_us, e.id, r.id
            """, row => new WallRoom(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
                WireTime.FromMicroseconds(row.GetInt64(4)), WireTime.FromMicroseconds(row.GetInt64(5)), []),
            cancel, ("@after", WireTime.ToMicroseconds(now - _after)), ("@before", WireTime.ToMicroseconds(now + _before)), ("@exam", exam));
        for (var at = 0; at < rooms.Count; at++)
        {
            var room = rooms[at];
            var sittings = (await session.ListAsync("SELECT seat, name, id FROM sittings WHERE exam = @exam AND room = @room AND seat IS NOT NULL",
                row => (Seat: row.GetString(0), Name: row.GetString(1), Id: row.GetString(2)), cancel, ("@exam", room.Exam), ("@room", room.Room))).ToLookup(sitting => sitting.Seat, StringComparer.Ordinal);
            var seats = await SeatMaps.ListAsync(session, room.Room, cancel);
            rooms[at] = room with { Seats = [.. seats.Select(seat => new WallSeat(seat.Id, sittings[seat.Id].FirstOrDefault().Name, seat.Row, seat.Corners) { Sitting = sittings[seat.Id].FirstOrDefault().Id })] };
        }
        rooms.AddRange((await RemoteExams.RemoteRoom.ListAsync(session, now - _after, now + _before, cancel)).Where(room => exam.Length == 0 || room.Exam == exam));
        foreach (var one in rooms.Select(room => room.Exam).Distinct(StringComparer.Ordinal).ToList())
        {
            var steps = await StepStore.ListAsync(session, one, cancel);
            rooms = rooms.ConvertAll(room => room.Exam != one || steps.Count == 0 ? room
                : room with { Seats = [.. room.Seats.Select(seat => seat.Sitting is null ? seat : seat with { Life = SeatLife.Of(steps, seat.Sitting, room.Room) })] });
        }
        return rooms;
    }
}
