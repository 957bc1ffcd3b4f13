using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace EdgeProctoring.Synthetic.Script;

/// <summary>Reads a script of one kind from YAML: unknown keys are refused, impossible values all at once.</summary>
internal static class ScriptFile
{
    public const int MostEvents = 200;
    private const int Bytes = 64 * 1024;

    public static T Read<T>(string file, Func<T, IEnumerable<string>> faults) where T : class => new FileInfo(file).Length <= Bytes
        ? Parse(File.ReadAllText(file), Path.GetFileName(file), faults)
        : throw new ScriptException(file, [$"it is larger than {Bytes} bytes"]);

    public static T Parse<T>(string yaml, string name, Func<T, IEnumerable<string>> faults) where T : class
    {
        try
        {
            var script = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance)
                .WithEnumNamingConvention(HyphenatedNamingConvention.Instance).WithTypeConverter(new MomentConverter()).Build().Deserialize<T>(yaml)
                ?? throw new ScriptException(name, ["it is empty"]);
            var found = faults(script).ToList();
            return found.Count == 0 ? script : throw new ScriptException(name, found);
        }
        catch (YamlException broken)
        {
            throw new ScriptException(name, [$"line {broken.Start.Line}, column {broken.Start.Column}: {broken.InnerException?.Message ?? broken.Message}"]);
        }
    }

    /// <summary>The faults of numbers that lie outside of what is allowed.</summary>
    public static IEnumerable<string> Outside(IEnumerable<(string Name, long Value, long Least, long Most)> numbers) =>
        numbers.Where(number => number.Value < number.Least || number.Value > number.Most)
            .Select(number => $"{number.Name} is {number.Value}; allowed: {number.Least} to {number.Most}");

    public static string? OutOfTime(double at, double length, int seconds) =>
        at < 0 || length <= 0 || at + length > seconds ? $"at {at} for {length} s does not fit into {seconds} s" : null;

    public static string? NoPhone(string kind) => Enum.TryParse<Drawing.PhoneStyle>(kind, true, out _)
        ? null
        : $"kind '{kind}' is not a phone; allowed: {string.Join(", ", Enum.GetNames<Drawing.PhoneStyle>()).ToLowerInvariant()}";
}
