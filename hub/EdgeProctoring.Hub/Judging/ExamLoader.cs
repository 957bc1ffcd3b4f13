using System.Data.Common;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Judging;

/// <summary>Builds an exam's judges from the record alone.</summary>
internal sealed class ExamLoader(PackShelf packs)
{
    private static readonly TimeSpan _around = TimeSpan.FromHours(1);

    public async Task<ExamBench?> LoadAsync(Session session, string exam, CancellationToken cancel)
    {
        var row = await session.FindAsync("SELECT title, pack, from_us, to_us, aids, identify FROM exams WHERE id = @exam",
            row => (Title: row.GetString(0), Pack: row.GetString(1), From: Time(row, 2), To: Time(row, 3), Aids: Texts(row.GetString(4)), Identify: row.GetInt64(5) != 0), cancel, ("@exam", exam));
        if (row.Title is null)
        {
            return null;
        }
        var pack = await packs.FindAsync(session, row.Pack, cancel);
        var cameras = await session.ListAsync("SELECT node, id, room, lens_degrees, width FROM cameras",
            camera => new CameraPlace(camera.GetString(0), camera.GetString(1), camera.GetString(2), (int)camera.GetInt64(3), (int)camera.GetInt64(4)), cancel);
        var bench = new ExamBench(exam, row.Title, pack, row.From, row.To) { Cameras = cameras.ToLookup(camera => camera.Node, StringComparer.Ordinal) };
        await SeatAsync(session, bench, cameras, row.Aids, row.Identify, cancel);
        await RemoteExams.RemoteSeating.SeatAsync(session, bench, row.Aids, cancel);
        await KnowAsync(session, bench, cancel);
        await SeeAsync(session, bench, cancel);
        await HearAsync(session, bench, cancel);
        return bench;
    }

    private static async Task SeatAsync(Session session, ExamBench exam, List<CameraPlace> cameras, IReadOnlyList<string> aids, bool identify, CancellationToken cancel)
    {
        var rooms = await session.ListAsync("SELECT e.room, r.name, e.staff FROM exam_rooms e JOIN rooms r ON r.id = e.room WHERE e.exam = @exam ORDER BY e.room",
            row => new RoomBench(exam, row.GetString(0), row.GetString(1), (int)row.GetInt64(2)), cancel, ("@exam", exam.Id));
        var sittings = await SittingStore.ListAsync(session, exam.Id, cancel);
        var steps = await StepStore.ListAsync(session, exam.Id, cancel);
        foreach (var room in rooms)
        {
            exam.Rooms[room.Id] = room;
            var watching = cameras.Where(camera => camera.Room == room.Id).ToList();
            watching.ForEach(camera => room.Expect("video", camera.Source));
            var distances = (await session.ListAsync("SELECT id, distance_mm FROM seats WHERE room = @room",
                row => (Seat: row.GetString(0), Distance: (int)row.GetInt64(1)), cancel, ("@room", room.Id))).ToDictionary(seat => seat.Seat, seat => seat.Distance, StringComparer.Ordinal);
            var seated = sittings.Where(sitting => sitting.Room == room.Id && sitting.Seat is not null).ToList();
            var common = new Sitting
            {
                Id = RoomSitting(exam.Id, room.Id), Exam = exam.Id, Mode = SittingMode.Hall, Pack = exam.Pack.Id, Room = room.Id,
                Start = exam.From, AsOf = exam.From, Roster = Math.Max(1, seated.Count), Staff = room.Staff, Aids = aids,
            };
            room.Seat(
                seated.Select(sitting =>
                {
                    var life = steps.Where(step => step.Concerns(sitting.Id, room.Id)).Aggregate(new SittingLife(sitting.Plan(exam.From, exam.To, identify)), (life, step) => life.With(step));
                    return new SittingBench(room, common with { Id = sitting.Id, Accommodations = sitting.Accommodations, Views = Views(life, watching, distances) }, life, sitting.Examinee);
                }),
                new SittingBench(room, common, new SittingLife(new SittingPlan(exam.From, exam.To, SittingMode.Hall, false, null)), null));
            foreach (var bench in room.Sittings.Append(room.Whole))
            {
                exam.Sittings[bench.Id] = bench;
            }
        }
    }

    // A measure holds for the seat that it was taken at.
    private static List<CameraView> Views(SittingLife life, List<CameraPlace> cameras, Dictionary<string, int> distances) =>
        [.. life.Stays.Select(stay => stay.Seat).Distinct(StringComparer.Ordinal).SelectMany(seat => cameras
            .Select(camera => (camera.Source, Pixels: camera.PixelsPerMetre(distances.GetValueOrDefault(seat))))
            .Where(view => view.Pixels is not null).Select(view => new CameraView(view.Source, view.Pixels!.Value, life.Stays.Count > 1 ? seat : null)))];

    /// <summary>The id under which a whole room is judged.</summary>
    public static string RoomSitting(string exam, string room) => $"{exam}.{room}";

    private static async Task KnowAsync(Session session, ExamBench exam, CancellationToken cancel)
    {
        var known = await session.ListAsync("SELECT id, revision, sitting, mark, removed FROM incidents WHERE exam = @exam ORDER BY revision",
            row => (Id: row.GetString(0), Sitting: row.GetString(2), Known: new KnownIncident(row.GetInt64(1), row.GetString(3), row.GetInt64(4) != 0)),
            cancel, ("@exam", exam.Id));
        foreach (var incident in known)
        {
            exam.Sittings.GetValueOrDefault(incident.Sitting)?.Know(incident.Id, incident.Known);
        }
    }

    private static async Task SeeAsync(Session session, ExamBench exam, CancellationToken cancel)
    {
        var items = await session.ListAsync("""
            SELECT i.batch, i.seq FROM items i JOIN batches b ON b.number = i.batch
            WHERE i.exam = @exam OR (i.exam IS NULL AND b.received_us >= @from AND b.received_us <= @to)
            ORDER BY i.batch
            """, row => (Batch: row.GetInt64(0), Seq: row.GetInt64(1)), cancel, ("@exam", exam.Id),
            ("@from", WireTime.ToMicroseconds(exam.From - _around)), ("@to", WireTime.ToMicroseconds(exam.To + _around)));
        foreach (var batch in items.GroupBy(item => item.Batch))
        {
            var body = await session.FindAsync("SELECT body FROM batches WHERE number = @number", row => row.Bytes(0), cancel, ("@number", batch.Key));
            var wanted = batch.Select(item => item.Seq).ToHashSet();
            var read = Wire.DecodeBatch(body).Batch;
            foreach (var item in read.Items.Where(item => wanted.Contains(item.Seq)))
            {
                if (item.Observation is { } observation)
                {
                    exam.Add(observation);
                }
                else if (item.Coverage is { } coverage)
                {
                    exam.Add(coverage, new Source(read.SenderKind, read.Sender, coverage.Camera));
                }
            }
        }
    }

    private static async Task HearAsync(Session session, ExamBench exam, CancellationToken cancel)
    {
        foreach (var (sitting, verdict) in await Review.VerdictStore.ListAsync(session, exam.Id, cancel))
        {
            exam.Add(verdict, sitting);
        }
    }

    private static DateTimeOffset Time(DbDataReader row, int column) => WireTime.FromMicroseconds(row.GetInt64(column));

    private static string[] Texts(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];
}
