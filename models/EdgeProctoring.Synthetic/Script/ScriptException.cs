namespace EdgeProctoring.Synthetic.Script;

/// <summary>A script cannot be played; every fault is named with its place.</summary>
public sealed class ScriptException(string file, IReadOnlyList<string> faults)
    : Exception($"{file} cannot be played:{string.Concat(faults.Select(fault => $"\n  {fault}"))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
