using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Reads what the page of one room in an exam shows before anything is live.</summary>
internal sealed class RoomBook(IDatabase database)
{
    /// <summary>Null where the exam is not held in this room.</summary>
    public async Task<RoomView?> FindAsync(string exam, string room, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var place = await session.FindAsync<RoomView>("""
            SELECT r.name, e.title, e.from_us, COALESCE(x.until_us, e.to_us), x.staff, (SELECT COUNT(*) FROM sittings s WHERE s.exam = x.exam AND s.room = x.room AND s.seat IS NOT NULL),
                (SELECT COUNT(*) FROM sittings s WHERE s.exam = x.exam AND s.mode = @hall AND s.seat IS NULL)
            FROM exam_rooms x JOIN exams e ON e.id = x.exam JOIN rooms r ON r.id = x.room WHERE x.exam = @exam AND x.room = @room
            """, row => new RoomView(exam, room, row.GetString(0), row.GetString(1), WireTime.FromMicroseconds(row.GetInt64(2)), WireTime.FromMicroseconds(row.GetInt64(3)), (int)row.GetInt64(4), (int)row.GetInt64(5), (int)row.GetInt64(6)),
            cancel, ("@hall", (long)SittingMode.Hall), ("@exam", exam), ("@room", room));
        return place is null ? null : place with
        {
            StaffNames = await session.ListAsync("SELECT u.name FROM exam_staff s JOIN users u ON u.id = s.by_user WHERE s.exam = @exam AND s.room = @room ORDER BY u.name", row => row.GetString(0), cancel, ("@exam", exam), ("@room", room)),
            Cameras = await session.ListAsync("SELECT node, id FROM cameras WHERE room = @room ORDER BY node, id", row => new RoomCamera(row.GetString(0), row.GetString(1)), cancel, ("@room", room)),
            Seats = [.. (await SeatMaps.ListAsync(session, room, cancel)).Select(seat => new RoomSeat(seat.Id, [.. seat.Corners.Select(corner => new[] { corner.X, corner.Y })]))],
        };
    }
}

/// <summary>A room in an exam: who and what belongs there.</summary>
public sealed record RoomView(string Exam, string Room, string Name, string Title, DateTimeOffset From, DateTimeOffset To, int Staff, int Seated, int Unseated)
{
    public IReadOnlyList<string> StaffNames { get; init; } = [];
    public IReadOnlyList<RoomCamera> Cameras { get; init; } = [];
    public IReadOnlyList<RoomSeat> Seats { get; init; } = [];
}

/// <summary>A camera that looks into the room.</summary>
public sealed record RoomCamera(string Node, string Id);

/// <summary>A seat and its corners in ten-thousandths of the picture.</summary>
public sealed record RoomSeat(string Id, IReadOnlyList<int[]> Corners);
