using System.Text;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>
/// Turns received topic names into strings: remembers the broker's aliases, and the names that came lately, since a hub
/// sees the same few hundred topics all day and should not make each of them anew for every message.
/// </summary>
internal sealed class TopicNames(int aliasMaximum)
{
    private const int Slots = 1024;
    private const int LongestKept = 256;

    private readonly (byte[] Bytes, string Name)[] _recent = new (byte[], string)[Slots];
    private readonly string?[] _aliases = new string?[aliasMaximum + 1];

    public string Resolve(ref WireReader reader, ReadOnlySpan<byte> name, ushort alias)
    {
        if (alias > aliasMaximum)
        {
            throw reader.Refuse($"topic alias {alias} over the agreed {aliasMaximum}", MqttDisconnectReasonCode.TopicAliasInvalid);
        }
        if (name.IsEmpty)
        {
            return _aliases[alias] ?? throw reader.Refuse(
                alias == 0 ? "no topic" : $"topic alias {alias}, which was never given a topic", MqttDisconnectReasonCode.ProtocolError);
        }
        var topic = Recent(ref reader, name);
        if (alias > 0)
        {
            _aliases[alias] = topic;
        }
        return topic;
    }

    private string Recent(ref WireReader reader, ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestKept)
        {
            return Checked(ref reader, name);
        }
        var hash = new HashCode();
        hash.AddBytes(name);
        ref var slot = ref _recent[(uint)hash.ToHashCode() % Slots];
        if (slot.Bytes is null || !name.SequenceEqual(slot.Bytes))
        {
            var topic = Checked(ref reader, name);
            slot = (name.ToArray(), topic);
        }
        return slot.Name;
    }

    private static string Checked(ref WireReader reader, ReadOnlySpan<byte> name) => name.IndexOfAny((byte)'+', (byte)'#') < 0
        ? reader.ToText(name, "topic")
        : throw reader.Refuse($"the wildcard topic '{Encoding.UTF8.GetString(name)}'", MqttDisconnectReasonCode.TopicNameInvalid);
}
