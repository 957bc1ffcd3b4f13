using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Sittings;

/// <summary>What was planned for a sitting before anybody did anything.</summary>
internal sealed record SittingPlan(DateTimeOffset From, DateTimeOffset To, SittingMode Mode, bool NeedsIdentification, string? Seat)
{
    public IReadOnlyList<Accommodation> Accommodations { get; init; } = [];

    /// <summary>Extra time that the examinee was granted before the exam.</summary>
    public TimeSpan Granted => TimeSpan.FromMinutes(Accommodations.Where(one => one.Kind == AccommodationKind.ExtraTime).Sum(one => one.Minutes ?? 0));
}
