using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>
/// Draws a room. The same seed and the same candidates always give the same room, so a draw can be checked years later:
/// 60 % by risk, 20 % any room, 20 % any member of staff and then one of that person's rooms. Each question to the seed is
/// the first eight bytes of SHA-256 over "seed/question", as a share of 2^64.
/// </summary>
internal static class RoomDraw
{
    public const int RiskPercent = 60;
    private const int RoomPercent = 20;

    public static string NewSeed() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Candidates count in the order of exam and room, whatever order they come in.</summary>
    public static (Candidate Room, DrawWay Way) Of(string seed, IReadOnlyCollection<Candidate> candidates)
    {
        List<Candidate> rooms = [.. candidates.OrderBy(one => one.Exam, StringComparer.Ordinal).ThenBy(one => one.Room, StringComparer.Ordinal)];
        ArgumentOutOfRangeException.ThrowIfZero(rooms.Count, nameof(candidates));
        var coin = Ask(seed, "way", 100);
        List<string> staff = [.. rooms.SelectMany(one => one.Staff).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (coin < RiskPercent)
        {
            return (ByWeight(rooms, Ask(seed, "risk", rooms.Sum(one => one.Weight))), DrawWay.Risk);
        }
        if (coin < RiskPercent + RoomPercent || staff.Count == 0)
        {
            return (rooms[Ask(seed, "room", rooms.Count)], DrawWay.Room);
        }
        var person = staff[Ask(seed, "staff", staff.Count)];
        List<Candidate> theirs = [.. rooms.Where(one => one.Staff.Contains(person, StringComparer.Ordinal))];
        return (theirs[Ask(seed, "room", theirs.Count)], DrawWay.Staff);
    }

    private static Candidate ByWeight(List<Candidate> rooms, int ticket)
    {
        foreach (var room in rooms)
        {
            ticket -= room.Weight;
            if (ticket < 0)
            {
                return room;
            }
        }
        return rooms[^1];
    }

    private static int Ask(string seed, string question, int sides) =>
        (int)((UInt128)BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{question}"))) * (uint)sides >> 64);
}

/// <summary>How a room came to be visited.</summary>
public enum DrawWay
{
    Risk = 1,
    Room,
    Staff,

    /// <summary>The visitor chose it and said why.</summary>
    Chosen,
}
