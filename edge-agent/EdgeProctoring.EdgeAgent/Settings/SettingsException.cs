namespace EdgeProctoring.EdgeAgent;

/// <summary>The node cannot start like this; every fault is named with its cure.</summary>
internal sealed class SettingsException(string file, IReadOnlyList<string> faults)
    : Exception($"{file} cannot be used:{string.Concat(faults.Select(fault => $"\n  {fault}"))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
