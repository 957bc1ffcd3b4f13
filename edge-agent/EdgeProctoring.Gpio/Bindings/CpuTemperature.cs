using System.Globalization;
using UnitsNet;

namespace Iot.Device.CpuTemperature;

/// <summary>The processor's temperature as the kernel's thermal zones report it.</summary>
public sealed class CpuTemperature : IDisposable
{
    private readonly string _folder;

    public CpuTemperature()
        : this("/sys/class/thermal")
    {
    }

    internal CpuTemperature(string folder) => _folder = folder;

    /// <summary>False where the machine has no thermal zone (virtual machines).</summary>
    public bool IsAvailable => Zones().Any();

    /// <summary>The processor's zone, else the first one; not a number where none can be read.</summary>
    public Temperature Temperature
    {
        get
        {
            var all = ReadTemperatures();
            var cpu = all.FindIndex(zone => zone.Item1.Contains("cpu", StringComparison.OrdinalIgnoreCase));
            return all.Count == 0 ? UnitsNet.Temperature.OfDegreesCelsius(double.NaN) : all[Math.Max(cpu, 0)].Item2;
        }
    }

    /// <summary>All zones that can be read at present, with the kernel's names for them.</summary>
#pragma warning disable CA1002 // Upstream returns a list.
    public List<(string, Temperature)> ReadTemperatures()
    {
        var all = new List<(string, Temperature)>();
        foreach (var zone in Zones())
        {
            if (Line(Path.Combine(zone, "temp")) is { } text
                && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var thousandths))
            {
                all.Add((Line(Path.Combine(zone, "type")) ?? Path.GetFileName(zone), UnitsNet.Temperature.OfDegreesCelsius(thousandths / 1000.0)));
            }
        }
        return all;
    }

    /// <summary>Nothing is held open; here for upstream's sake.</summary>
    public void Dispose()
    {
    }

    private IEnumerable<string> Zones() => Directory.Exists(_folder)
        ? Directory.GetDirectories(_folder, "thermal_zone*").Where(zone => File.Exists(Path.Combine(zone, "temp"))).Order(StringComparer.Ordinal)
        : [];

    private static string? Line(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A zone whose sensor is asleep answers with an error.
            return null;
        }
    }
}
