using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Puts the rooms of the day's exams on the wall, with what the record already knows: evidence held, who decided.</summary>
internal sealed class WallRooms(WallBoard wall, TimeProvider time)
{
    private static readonly TimeSpan _after = TimeSpan.FromHours(1);
    private static readonly TimeSpan _before = TimeSpan.FromHours(12);

    public async Task ShowAsync(Session session, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var rooms = await session.ListAsync("""
            SELECT e.id, r.id, r.name, e.title, e.from_us, e.to_us FROM exams e JOIN exam_rooms x ON x.exam = e.id JOIN rooms r ON r.id = x.room
            WHERE e.to_us > @after AND e.from_us < @before ORDER BY e.from_us, e.id, r.id
            """, row => new WallRoom(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
                WireTime.FromMicroseconds(row.GetInt64(4)), WireTime.FromMicroseconds(row.GetInt64(5)), []),
            cancel, ("@after", WireTime.ToMicroseconds(now - _after)), ("@before", WireTime.ToMicroseconds(now + _before)));
        var remote = await RemoteExams.RemoteRoom.ListAsync(session, now - _after, now + _before, cancel);
        foreach (var exam in rooms.Concat(remote).Select(room => room.Exam).Distinct(StringComparer.Ordinal))
        {
            wall.ShowEvidence(await session.ListAsync("SELECT id FROM evidence WHERE exam = @exam", row => row.GetString(0), cancel, ("@exam", exam)));
            foreach (var (verdict, name, at) in await session.ListAsync("SELECT id, by_name, at_us FROM verdicts WHERE exam = @exam",
                row => (row.GetString(0), row.GetString(1), row.GetInt64(2)), cancel, ("@exam", exam)))
            {
                wall.Name(verdict, name, WireTime.FromMicroseconds(at));
            }
        }
        foreach (var room in rooms)
        {
            var names = (await session.ListAsync("SELECT seat, name FROM sittings WHERE exam = @exam AND room = @room AND seat IS NOT NULL",
                row => (Seat: row.GetString(0), Name: row.GetString(1)), cancel, ("@exam", room.Exam), ("@room", room.Room)))
                .ToLookup(sitting => sitting.Seat, sitting => sitting.Name, StringComparer.Ordinal);
            var seats = await SeatMaps.ListAsync(session, room.Room, cancel);
            wall.Show(room with { Seats = [.. seats.Select(seat => new WallSeat(seat.Id, names[seat.Id].FirstOrDefault(), seat.Row, seat.Corners))] });
        }
        remote.ForEach(wall.Show);
        rooms.AddRange(remote);
        wall.KeepRooms(rooms.Select(room => room.Key).ToHashSet(StringComparer.Ordinal), rooms.Select(room => room.Exam).ToHashSet(StringComparer.Ordinal));
    }
}
