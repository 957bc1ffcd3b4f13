using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Hub.Sittings;

namespace EdgeProctoring.Hub.Exams;

/// <summary>A place that somebody may be given.</summary>
internal sealed record Place(string Room, string Seat, int Row);

/// <summary>Who is given which seat.</summary>
internal sealed record SeatGiven(string Sitting, string Person, string Name, string? Group, string Room, string Seat);

/// <summary>
/// Gives seats to those who have none: rooms are filled in order, neighbours come from different groups as far as possible,
/// and within a group the lot decides. The same lot gives the same seats.
/// </summary>
internal static class Seating
{
    public static IReadOnlyList<SeatGiven> Assign(IReadOnlyList<SittingLine> waiting, IReadOnlyList<Place> free, string lot)
    {
        var groups = waiting.GroupBy(sitting => sitting.Examinee.Group ?? "", StringComparer.Ordinal)
            .Select(group => new Queue<SittingLine>(group.OrderBy(sitting => Drawn(lot, sitting.Examinee.Person), StringComparer.Ordinal)))
            .OrderByDescending(group => group.Count).ThenBy(group => group.Peek().Examinee.Group, StringComparer.Ordinal).ToList();
        var places = new Queue<Place>(free.OrderBy(place => place.Room, StringComparer.Ordinal).ThenBy(place => place.Row).ThenBy(place => place.Seat.Length).ThenBy(place => place.Seat, StringComparer.Ordinal));
        var given = new List<SeatGiven>();
        string? last = null;
        while (places.TryDequeue(out var place))
        {
            // The largest group that is not the neighbour's own; the neighbour's where no other is left.
            var next = groups.Where(group => group.Count > 0).OrderBy(group => group.Peek().Examinee.Group == last && last is not null).ThenByDescending(group => group.Count).FirstOrDefault();
            if (next is null)
            {
                break;
            }
            var sitting = next.Dequeue();
            last = sitting.Examinee.Group;
            given.Add(new SeatGiven(sitting.Id, sitting.Examinee.Person, sitting.Examinee.Name, sitting.Examinee.Group, place.Room, place.Seat));
        }
        return given;
    }

    private static string Drawn(string lot, string person) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{lot}\n{person}")));
}
