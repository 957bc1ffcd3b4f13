using EdgeProctoring.Contracts;

namespace EdgeProctoring.ExamDays;

/// <summary>Makes an exam day: rooms and homes, honest examinees and a few who are not, faults, and the truth about all of it.</summary>
public static class ExamDayGenerator
{
    public static ExamDay Make(ExamDayOptions options)
    {
        var (seen, truth, sittings) = (new List<Observation>(), new List<Offence>(), new List<Sitting>());
        for (var room = 1; room <= options.Rooms; room++)
        {
            sittings.AddRange(new HallScript(options, room, seen, truth).Play());
        }
        for (var home = 1; home <= options.RemoteSittings; home++)
        {
            sittings.Add(new RemoteScript(options, home, seen, truth).Play());
        }
        seen.Sort(static (one, other) =>
        {
            var order = one.From.CompareTo(other.From);
            return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
        });
        return new ExamDay(options, sittings, seen, truth);
    }
}
