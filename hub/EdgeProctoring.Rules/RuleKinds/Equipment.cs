using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Violations of the catalogue that are the university's equipment, whoever saw them.</summary>
internal static class Equipment
{
    public static bool IsEquipment(ViolationCode code) => code is ViolationCode.CameraCovered or ViolationCode.CameraMoved
        or ViolationCode.RecordingGap or ViolationCode.NodeOffline or ViolationCode.NetworkLost;
}
