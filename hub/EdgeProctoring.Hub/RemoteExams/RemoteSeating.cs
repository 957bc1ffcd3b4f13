using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Gives each remote sitting its judge. Each has a bench of its own: what is recorded at one home concerns nobody else.</summary>
internal static class RemoteSeating
{
    public static async Task SeatAsync(Session session, ExamBench exam, IReadOnlyList<string> aids, CancellationToken cancel)
    {
        var steps = await StepStore.ListAsync(session, exam.Id, cancel);
        foreach (var line in (await SittingStore.ListAsync(session, exam.Id, cancel)).Where(line => line.Mode == SittingMode.Remote))
        {
            var room = new RoomBench(exam, RemoteRoom.Id, "online", 0);
            var life = steps.Where(step => step.Concerns(line.Id, RemoteRoom.Id)).Aggregate(new SittingLife(line.Plan(exam.From, exam.To, true)), (life, step) => life.With(step));
            var bench = new SittingBench(room, new Sitting
            {
                Id = line.Id, Exam = exam.Id, Mode = SittingMode.Remote, Pack = exam.Pack.Id, Start = exam.To, AsOf = exam.From, Aids = aids, Accommodations = line.Accommodations,
            }, life, line.Examinee) { Places = [RemoteRoom.TileOf(exam.Id, line.Id)] };
            room.Seat([bench], bench);
            foreach (var stream in RemoteStreams.Recorded)
            {
                room.Expect(stream.Coverage!, new Source(SourceKind.HubVision, line.Id, stream.Name));
            }
            exam.Sittings[line.Id] = bench;
        }
    }
}
