using Iot.Device.CpuTemperature;

namespace EdgeProctoring.Packages.Tests.Gpio;

public sealed class CpuTemperatureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ep-thermal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reads_the_processors_zone_and_names_all_others()
    {
        Zone(0, "gpu-thermal", "61000");
        Zone(1, "cpu-thermal", "48312");
        using var temperature = new CpuTemperature(_folder);

        Assert.True(temperature.IsAvailable);
        Assert.Equal(48.312, temperature.Temperature.DegreesCelsius, 3);
        Assert.Equal([("gpu-thermal", 61.0), ("cpu-thermal", 48.312)],
            temperature.ReadTemperatures().Select(zone => (zone.Item1, Math.Round(zone.Item2.DegreesCelsius, 3))));
    }

    [Fact]
    public void A_sensor_that_cannot_be_read_is_left_out()
    {
        Zone(0, "cpu-thermal", "");
        Zone(1, "board", "-4500");
        using var temperature = new CpuTemperature(_folder);

        Assert.Equal(-4.5, temperature.Temperature.DegreesCelsius, 3);
    }

    [Fact]
    public void A_machine_without_sensors_is_not_available_and_reads_no_number()
    {
        using var temperature = new CpuTemperature(Path.Combine(_folder, "absent"));

        Assert.False(temperature.IsAvailable);
        Assert.True(double.IsNaN(temperature.Temperature.DegreesCelsius));
        Assert.Empty(temperature.ReadTemperatures());
    }

    private void Zone(int number, string type, string value)
    {
        var zone = Directory.CreateDirectory(Path.Combine(_folder, $"thermal_zone{number}")).FullName;
        File.WriteAllText(Path.Combine(zone, "type"), type + "\n");
        File.WriteAllText(Path.Combine(zone, "temp"), value + "\n");
    }
}
