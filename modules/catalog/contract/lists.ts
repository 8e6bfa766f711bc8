/** Official lists that the forms offer: units (ОКЕИ) and countries (ОКСМ). Apart from the contract, for their size. */
export { type Country, countries, countryName, countryOf, type Unit, units } from '../rules/units.ts';
