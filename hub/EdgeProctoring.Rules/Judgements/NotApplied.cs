using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>A rule that was not applied, so that nobody takes its silence for innocence.</summary>
public sealed record NotApplied(ViolationCode Code, NotAppliedReason Reason, Source? Source = null, string? Seat = null, int? Floor = null, int? PixelsPerMetre = null);

public enum NotAppliedReason
{
    /// <summary>The camera has too few pixels per metre at this seat.</summary>
    TooFewPixels = 1,
    /// <summary>Nobody measured how well this camera sees this seat.</summary>
    NotMeasured,
    /// <summary>The examinee has not agreed to it.</summary>
    NoConsent,
}
