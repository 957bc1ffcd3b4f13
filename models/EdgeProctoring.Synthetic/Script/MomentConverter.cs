using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace EdgeProctoring.Synthetic.Script;

/// <summary>Reads a time of the film: seconds (<c>80</c>, <c>80.5</c>) or minutes and seconds (<c>01:20</c>).</summary>
internal sealed class MomentConverter : IYamlTypeConverter
{
    public bool Accepts(Type type) => type == typeof(double);

    public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
    {
        var scalar = parser.Consume<Scalar>();
        var parts = scalar.Value.Split(':');
        return parts.Length <= 2 && Number(parts[^1]) is { } seconds && (parts.Length == 1 || (seconds < 60 && Whole(parts[0]) is not null))
            ? seconds + (parts.Length == 2 ? 60.0 * Whole(parts[0])!.Value : 0)
            : throw new YamlException(scalar.Start, scalar.End, $"'{scalar.Value}' is not a time; write seconds (80) or minutes and seconds (01:20)");
    }

    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException("Scripts are only read.");

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
