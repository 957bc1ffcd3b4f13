namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>A room that may be drawn, with all that speaks for it at that moment.</summary>
public sealed record Candidate(string Exam, string Room)
{
    private const int MostAlarms = 3;
    private const int MostWatches = 4;
    private const int MostDays = 7;

    /// <summary>Accounts of those who watch the room.</summary>
    public IReadOnlyList<string> Staff { get; init; } = [];

    /// <summary>Red and amber incidents that nobody has decided on.</summary>
    public int Alarms { get; init; }
    public int Watches { get; init; }

    /// <summary>Whole days since somebody visited the room; absent where nobody did.</summary>
    public int? Days { get; init; }

    /// <summary>Somebody of the staff was visited in the last thirty days.</summary>
    public bool StaffSeen { get; init; }

    /// <summary>How often the room lies in the urn of the risk-weighted part.</summary>
    public int Weight => 1 + (4 * Math.Min(Alarms, MostAlarms)) + Math.Min(Watches, MostWatches) + Math.Min(Days ?? MostDays, MostDays) + (StaffSeen ? 0 : 3);
}
