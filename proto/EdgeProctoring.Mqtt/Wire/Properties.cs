using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>The properties of one received packet. What a packet type may not carry, repeats, or carries in excess is refused.</summary>
internal sealed class Properties
{
    /// <summary>More user properties or subscription identifiers than this in one packet are an attack, not a message.</summary>
    public const int MaxRepeats = 256;

    private const ulong Repeatable = 1UL << (int)PropertyId.UserProperty | 1UL << (int)PropertyId.SubscriptionIdentifier;

    private readonly Dictionary<PropertyId, uint> _numbers = [];
    private readonly Dictionary<PropertyId, string> _texts = [];
    private readonly Dictionary<PropertyId, byte[]> _binaries = [];

    public static readonly Properties None = new();

    public List<MqttUserProperty>? User { get; private set; }
    public List<uint>? SubscriptionIdentifiers { get; private set; }

    public uint? Number(PropertyId id) => _numbers.TryGetValue(id, out var value) ? value : null;
    public string? Text(PropertyId id) => _texts.GetValueOrDefault(id);
    public byte[]? Binary(PropertyId id) => _binaries.GetValueOrDefault(id);
    public bool Flag(PropertyId id) => Number(id) is null or 1;

    public static ulong Set(params ReadOnlySpan<PropertyId> ids)
    {
        var set = 0UL;
        foreach (var id in ids)
        {
            set |= 1UL << (int)id;
        }
        return set;
    }

    /// <summary>Reads the length and the properties; <paramref name="allowed"/> is the set that this packet type may carry.</summary>
    public static Properties Read(ref WireReader packet, ulong allowed)
    {
        var length = packet.VarInt("property length");
        if (length == 0)
        {
            return None;
        }
        var reader = packet.Part(length, "properties");
        var properties = new Properties();
        var seen = 0UL;
        while (reader.Remaining > 0)
        {
            var id = (PropertyId)reader.VarInt("property identifier");
            var bit = (uint)id < 64 ? 1UL << (int)id : 0;
            if ((bit & allowed) == 0)
            {
                throw reader.Refuse($"property {(int)id}, which it may not carry", MqttDisconnectReasonCode.ProtocolError);
            }
            if ((bit & seen & ~Repeatable) != 0)
            {
                throw reader.Refuse($"property {id} twice", MqttDisconnectReasonCode.ProtocolError);
            }
            seen |= bit;
            properties.ReadOne(ref reader, id);
        }
        return properties;
    }

    private void ReadOne(ref WireReader reader, PropertyId id)
    {
        var what = Names.Of(id);
        switch (id)
        {
            case PropertyId.PayloadFormat or PropertyId.MaximumQoS or PropertyId.RetainAvailable or PropertyId.WildcardAvailable
                or PropertyId.SubscriptionIdentifiersAvailable or PropertyId.SharedSubscriptionAvailable:
                _numbers[id] = reader.Byte(what) is var flag and <= 1
                    ? flag
                    : throw reader.Refuse($"property {what} neither 0 nor 1", MqttDisconnectReasonCode.ProtocolError);
                break;
            case PropertyId.ServerKeepAlive or PropertyId.TopicAliasMaximum:
                _numbers[id] = reader.UInt16(what);
                break;
            case PropertyId.ReceiveMaximum or PropertyId.TopicAlias:
                _numbers[id] = NotZero(ref reader, reader.UInt16(what), what);
                break;
            case PropertyId.MaximumPacketSize:
                _numbers[id] = NotZero(ref reader, reader.UInt32(what), what);
                break;
            case PropertyId.MessageExpiry or PropertyId.SessionExpiry:
                _numbers[id] = reader.UInt32(what);
                break;
            case PropertyId.SubscriptionIdentifier:
                Add(ref reader, SubscriptionIdentifiers ??= [], NotZero(ref reader, (uint)reader.VarInt(what), what), what);
                break;
            case PropertyId.CorrelationData or PropertyId.AuthenticationData:
                _binaries[id] = reader.Binary(what).ToArray();
                break;
            case PropertyId.UserProperty:
                Add(ref reader, User ??= [], new MqttUserProperty(reader.Text(what), reader.Text(what)), what);
                break;
            default:
                _texts[id] = reader.Text(what);
                break;
        }
    }

    private static uint NotZero(ref WireReader reader, uint value, string what) =>
        value != 0 ? value : throw reader.Refuse($"property {what} 0", MqttDisconnectReasonCode.ProtocolError);

    private static void Add<T>(ref WireReader reader, List<T> list, T item, string what)
    {
        if (list.Count == MaxRepeats)
        {
            throw reader.Refuse($"more than {MaxRepeats} properties {what}", MqttDisconnectReasonCode.QuotaExceeded);
        }
        list.Add(item);
    }

    /// <summary>The identifiers' names, made once: an enum's ToString allocates.</summary>
    private static class Names
    {
        private static readonly string[] _all = [.. Enumerable.Range(0, 64).Select(id => ((PropertyId)id).ToString())];

        public static string Of(PropertyId id) => _all[(int)id];
    }
}
