import camClayPlugin from "@inversa/soil-cam-clay";
import duncanChangPlugin from "@inversa/soil-duncan-chang";
import hardeningSoilPlugin from "@inversa/soil-hardening-soil";
import hypoplasticSandPlugin from "@inversa/soil-hypoplastic-sand";
import ladeDuncanPlugin from "@inversa/soil-lade-duncan";
import tsinghuaPlugin from "@inversa/soil-tsinghua";

/** Every model of the soil laboratory. */
export const models = [duncanChangPlugin, camClayPlugin, ladeDuncanPlugin, tsinghuaPlugin, hypoplasticSandPlugin, hardeningSoilPlugin].flatMap((plugin) => plugin.models);

export const modelOf = (id: string) => models.find((model) => model.id === id)!;
