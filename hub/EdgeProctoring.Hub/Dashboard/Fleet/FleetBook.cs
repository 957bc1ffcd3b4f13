using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Puts together what IT sees of the nodes: the plan from the record, their lives from the board, what their cameras can judge.</summary>
internal sealed class FleetBook(NodeBoard board, IDatabase database, TimeProvider time)
{
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _skew = TimeSpan.FromMilliseconds(500);
    private const int Hot = 80;
    private const int LittleDisk = 10;
    private const int FewFrames = 70;

    public async Task<IReadOnlyList<NodeRow>> ListAsync(Scope scope, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var profiles = await session.ListAsync("SELECT id, profile FROM nodes WHERE revoked = 0 ORDER BY id", row => (Id: row.GetString(0), Profile: row.GetString(1)), cancel);
        var cameras = await session.ListAsync("SELECT c.node, c.id, c.room, c.frames_per_minute, c.lens_degrees, c.width, r.name FROM cameras c JOIN rooms r ON r.id = c.room ORDER BY c.node, c.id",
            row => new PlannedCamera(row.GetString(0), row.GetString(1), row.GetString(2), (int)row.GetInt64(3), (int)row.GetInt64(4), (int)row.GetInt64(5), row.GetString(6)), cancel);
        var seats = new Dictionary<string, IReadOnlyList<SeatPlace>>(StringComparer.Ordinal);
        foreach (var room in cameras.Select(camera => camera.Room).Distinct(StringComparer.Ordinal))
        {
            seats[room] = await SeatMaps.ListAsync(session, room, cancel);
        }
        var lives = board.List().ToDictionary(life => life.Node, StringComparer.Ordinal);
        return [.. profiles.Where(node => scope.IsWhole || cameras.Exists(camera => camera.Node == node.Id && scope.CoversRoom(camera.Room))).Select(node => Row(node.Id, node.Profile, lives.GetValueOrDefault(node.Id), [.. cameras.Where(camera => camera.Node == node.Id)], seats))
            .OrderBy(node => node.Health).ThenBy(node => node.Node, StringComparer.Ordinal)];
    }

    private NodeRow Row(string node, string profile, NodeView? life, IReadOnlyList<PlannedCamera> planned, Dictionary<string, IReadOnlyList<SeatPlace>> seats)
    {
        var cameras = planned.Select(camera => Camera(camera, life, seats[camera.Room])).ToList();
        var (down, troubles) = Troubles(life, cameras);
        var health = down ? NodeHealth.Down : troubles.Count > 0 ? NodeHealth.Degraded : NodeHealth.Working;
        return new NodeRow(node, profile, [.. planned.Select(camera => camera.RoomName).Distinct(StringComparer.Ordinal)], health, troubles, Figures(life?.Beat), life?.Heard, life?.Software) { Cameras = cameras };
    }

    private (bool Down, List<Trouble> Troubles) Troubles(NodeView? life, List<CameraRow> cameras)
    {
        var found = new List<Trouble>();
        if (life?.Heard is not { } heard)
        {
            return (true, [new Trouble("fleet.never", "")]);
        }
        var down = !life.Online || time.GetUtcNow() - heard > _silence;
        void When(bool so, string key, string about) => found.AddRange(so ? [new Trouble(key, about)] : []);
        When(down, "fleet.silent", "");
        found.AddRange(cameras.Where(camera => camera.Delivering == false).Select(camera => new Trouble("fleet.blind", camera.Id)));
        down |= cameras.Count > 0 && cameras.TrueForAll(camera => camera.Delivering == false);
        When(life.Report is { State: ConfigurationState.Refused }, "fleet.refused", string.Join("; ", life.Report?.Errors ?? []));
        if (life.Beat is { } beat)
        {
            When(beat.Throttled || beat.TemperatureCelsius >= Hot, "fleet.hot", Number(beat.TemperatureCelsius));
            When(beat.DiskFreePercent is > 0 and < LittleDisk, "fleet.disk", Number(beat.DiskFreePercent));
            When(beat.Clock.Quality != ClockQuality.Unknown && beat.Clock.Offset.Duration() > _skew, "fleet.clock", beat.Clock.Offset.TotalSeconds.ToString("+0.0;−0.0", CultureInfo.InvariantCulture));
            When(beat.Degradation is not null, "fleet.lessened", beat.Degradation ?? "");
            found.AddRange(cameras.Where(camera => camera.Delivering == true && camera.FramesPerMinute is { } frames && frames * 100 < camera.Wanted * FewFrames)
                .Select(camera => new Trouble("fleet.slow", $"{camera.Id}: {camera.FramesPerMinute}/{camera.Wanted}")));
        }
        found.AddRange(cameras.Where(camera => camera.Seen < camera.Seats.Count).Select(camera => new Trouble("fleet.unseen", $"{camera.Id}: {camera.Seen}/{camera.Seats.Count}")));
        return (down, found);
    }

    private static CameraRow Camera(PlannedCamera camera, NodeView? life, IReadOnlyList<SeatPlace> seats)
    {
        var report = MountingCheck.Of(new CameraSettings { Id = camera.Id, Address = "", Room = camera.Room, LensDegrees = camera.Lens, Seats = seats }, Math.Max(1, camera.Width), Math.Max(1, camera.Width * 9 / 16));
        var known = life?.Cameras.FirstOrDefault(one => one.Id == camera.Id);
        var beat = life?.Beat?.Cameras.FirstOrDefault(one => one.Camera == camera.Id);
        return new CameraRow(camera.Id, camera.RoomName, known?.Delivering, known?.Trouble, beat?.FramesPerMinute, camera.Frames, beat?.Dropped ?? 0, beat?.Restarts ?? 0, report.Score, report.Seen,
            [.. report.Seats.OrderBy(seat => seat.Row).ThenBy(seat => seat.Seat.Length).ThenBy(seat => seat.Seat, StringComparer.Ordinal).Select(seat => new SeatRow(seat.Seat, seat.Row, seat.PixelsPerMetre,
                seat.CanJudge.HasFlag(CanJudge.Posture), seat.CanJudge.HasFlag(CanJudge.Hands), seat.CanJudge.HasFlag(CanJudge.Identity), seat.Because))]);
    }

    private static NodeFigures? Figures(Heartbeat? beat) => beat is null ? null : new NodeFigures(beat.TemperatureCelsius, beat.Throttled, beat.DiskFreePercent, beat.MemoryMegabytes, beat.QueuedItems,
        beat.QueueAge, beat.EvidenceWaitingBytes, beat.Clock.Quality == ClockQuality.Unknown ? null : (int)beat.Clock.Offset.TotalMicroseconds, beat.Degradation);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record PlannedCamera(string Node, string Id, string Room, int Frames, int Lens, int Width, string RoomName);
}
