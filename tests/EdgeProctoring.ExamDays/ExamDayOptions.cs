namespace EdgeProctoring.ExamDays;

/// <summary>How large an exam day is and how much happens on it. The same options make the same day.</summary>
public sealed record ExamDayOptions
{
    public ulong Seed { get; init; } = 1;
    public int Rooms { get; init; } = 2;
    /// <summary>In rows of <see cref="RowLength"/>.</summary>
    public int SeatsPerRoom { get; init; } = 24;
    public int RemoteSittings { get; init; } = 12;
    public DateTimeOffset Start { get; init; } = new(2026, 1, 20, 4, 0, 0, TimeSpan.Zero);
    public TimeSpan Length { get; init; } = TimeSpan.FromHours(1);
    /// <summary>Examinees in a thousand who do something that is not allowed.</summary>
    public int OffendersPer1000 { get; init; } = 150;
    /// <summary>Harmless things that are seen of each examinee in an hour.</summary>
    public int HarmlessPerHour { get; init; } = 20;
    /// <summary>Rooms in a thousand whose equipment fails for a while.</summary>
    public int FaultsPer1000 { get; init; } = 300;

    public const int RowLength = 6;
    public const int StaffPerRoom = 2;
}
