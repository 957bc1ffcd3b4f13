using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Where somebody looked proves nothing on its own, whoever saw it.</summary>
internal static class Gaze
{
    public static bool IsGaze(ViolationCode code) => code is ViolationCode.TurnedAway or ViolationCode.LookingAtNeighbour;
}
